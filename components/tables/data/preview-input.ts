import type { TablePlace } from '../table-place';

/** Rows of a preview. */
export const PREVIEW_ROWS = 200;

/** What the API is asked for a preview of a state of a table: the current one, a snapshot, or a branch or tag. */
export const previewInput = (place: TablePlace, snapshot: string | null, ref: string | null) => ({ ...place, limit: PREVIEW_ROWS, ...(snapshot === null ? {} : { snapshot }), ...(ref === null ? {} : { ref }) });
