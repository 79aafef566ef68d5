import type { Cell, Column, Row } from '@/lib/model/values/types';

/**
 * What a grid shows. `cell` and `row` are synchronous and never fetch: undefined means "not here yet", which is not
 * NULL. `fetch` fills rows [from, to); whenever something arrived or the number of rows grew, `version` has changed
 * and the listeners are told.
 */
export interface GridSource {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly version: number;
  cell(row: number, column: number): Cell | undefined;
  row(index: number): Row | undefined;
  fetch(from: number, to: number, signal: AbortSignal): Promise<void>;
  subscribe(listener: () => void): () => void;
}
