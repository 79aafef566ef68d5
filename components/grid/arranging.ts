import type { RowView } from '@/lib/model/values/row-view';
import type { ColumnProfile } from './column-profile';

/** How a grid lets its rows be sorted and filtered where they come from; never here, where only some of them are. */
export interface Arranging {
  readonly view: RowView;
  readonly onChange: (view: RowView) => void;
  /** what a column holds over all rows of the view */
  readonly profile: (column: number, signal: AbortSignal) => Promise<ColumnProfile>;
}
