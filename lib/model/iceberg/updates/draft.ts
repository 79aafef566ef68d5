import type { TableMetadata } from '../types';

/** The metadata so far, and what -1 means in the next update. */
export interface Draft {
  readonly metadata: TableMetadata;
  readonly lastSchema: number | null;
  readonly lastSpec: number | null;
  readonly lastOrder: number | null;
  readonly nowMs: number;
}
