import type { z } from 'zod';
import type { timelineColumns } from '@/lib/transport/api/contract/tables';

export type HistoryColumns = z.infer<typeof timelineColumns>;

/** The history as the API has it, oldest first, with ways to find a snapshot's place in it. */
export interface SnapshotHistoryData extends HistoryColumns {
  readonly length: number;
  /** place of a snapshot; -1 for one that is not there */
  placeOf(id: string | null): number;
  /** places of those that grew from it, oldest first */
  childrenOf(place: number): readonly number[];
}

const NONE: readonly number[] = [];

export function openHistory(columns: HistoryColumns): SnapshotHistoryData {
  const places = new Map(columns.id.map((id, place) => [id, place]));
  const children = new Map<number, number[]>();
  for (const [place, parent] of columns.parent.entries()) {
    if (parent < 0) continue;
    const known = children.get(parent);
    if (known) known.push(place);
    else children.set(parent, [place]);
  }
  return { ...columns, length: columns.id.length, placeOf: (id) => (id === null ? -1 : (places.get(id) ?? -1)), childrenOf: (place) => children.get(place) ?? NONE };
}

/** What the length of a drop and the size of a shape stand for. */
export type Measure = 'rows' | 'bytes';

export const addedOf = (history: HistoryColumns, place: number, by: Measure): number => (by === 'rows' ? history.addedRows : history.addedBytes)[place] ?? 0;
export const removedOf = (history: HistoryColumns, place: number, by: Measure): number => Math.max(0, (by === 'rows' ? history.deletedRows : history.deletedBytes)[place] ?? 0);
export const atOf = (history: HistoryColumns, place: number): number => history.at[place] ?? 0;
/** Rows that came less rows that went. */
export const rowsDelta = (history: HistoryColumns, place: number): number => (history.addedRows[place] ?? 0) - (history.deletedRows[place] ?? 0);

/** Who wrote it and with what: `m.kovacs, Trino 476`; empty where its summary does not say. */
export function makerOf(history: HistoryColumns, place: number): string {
  const maker = history.makers[history.maker[place] ?? -1];
  return [maker?.by, maker?.engine].filter(Boolean).join(', ');
}
