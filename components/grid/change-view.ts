import { takesValue, type Condition, type Operator, type RowView } from '@/lib/model/values/row-view';
import { cellText } from '@/lib/model/values/cell-text';
import type { Cell, Column, LogicalType } from '@/lib/model/values/types';
import { isNumeric } from './cell-face';

/** Sorted by this column first; what it was sorted by before decides among equals. null takes it out of the order. */
export function sortedBy(view: RowView, column: number, direction: 'asc' | 'desc' | null): RowView {
  const others = view.sort.filter((key) => key.column !== column);
  return { ...view, sort: direction === null ? others : [{ column, direction }, ...others].slice(0, KEYS_MOST) };
}
const KEYS_MOST = 3;

/** The conditions of one column replaced; those of the others stay. */
export const filteredBy = (view: RowView, column: number, conditions: readonly Condition[]): RowView => ({ ...view, filter: [...view.filter.filter((each) => each.column !== column), ...conditions] });

const NESTED: ReadonlySet<LogicalType['kind']> = new Set(['array', 'map', 'row', 'unknown']);
const TEXTS: ReadonlySet<LogicalType['kind']> = new Set(['varchar', 'char', 'json']);
const RANGED: ReadonlySet<LogicalType['kind']> = new Set(['date', 'time', 'timestamp', 'timestamp with time zone']);
const SINGLE: ReadonlySet<LogicalType['kind']> = new Set(['boolean', 'uuid']);

export const isSortable = (type: LogicalType): boolean => !NESTED.has(type.kind);
export type FilterKind = 'contains' | 'eq' | 'ne' | 'range' | 'null' | 'notnull';
/** Ways to filter a column of a type, the likeliest first. */
export function filterKinds(type: LogicalType): readonly FilterKind[] {
  if (TEXTS.has(type.kind)) return ['contains', 'eq', 'ne', 'null', 'notnull'];
  if (isNumeric(type) || RANGED.has(type.kind)) return ['range', 'eq', 'ne', 'null', 'notnull'];
  return SINGLE.has(type.kind) ? ['eq', 'ne', 'null', 'notnull'] : ['null', 'notnull'];
}

/** The condition that keeps the rows with this cell, or leaves them out; null for a cell that a condition cannot name. */
export function conditionOf(column: number, cell: Cell, type: LogicalType, keep: boolean): Condition | null {
  if (cell === null) return { column, is: keep ? 'null' : 'notnull', value: '' };
  return filterKinds(type).includes('eq') && typeof cell !== 'object' ? { column, is: keep ? 'eq' : 'ne', value: cellText(cell, type) } : null;
}

const WORDS: Readonly<Record<Operator, string>> = { eq: 'is', ne: 'is not', contains: 'contains', gte: 'from', lte: 'to', null: 'is null', notnull: 'is not null' };
/** `status is open`, as a person reads it. */
export const conditionWords = ({ is, value }: Condition): string => (takesValue(is) ? `${WORDS[is]} ${value === '' ? 'the empty text' : value}` : WORDS[is]);
export const columnWords = (columns: readonly Column[], column: number): string => columns[column]?.name || `column ${column + 1}`;
