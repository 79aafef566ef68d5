import type { TablePlace } from '../table-place';

/** How many commits the overview lists. */
export const NEWEST = 5;

/** What the API is asked for them; the current snapshot comes along in any case. */
export const newestCommits = (place: TablePlace) => ({ ...place, newest: NEWEST });
