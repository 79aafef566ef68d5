/** An answer's rows in another order, or some of them; columns by position from 0. */
export interface RowView {
  /** the first counts most; rows that are equal stay in the order of the answer, NULL comes last in either direction */
  readonly sort: readonly SortKey[];
  /** all of them must hold */
  readonly filter: readonly Condition[];
}
export interface SortKey {
  readonly column: number;
  readonly direction: 'asc' | 'desc';
}
/** `ne` keeps NULL; `contains` looks at letters of either case; `gte` and `lte` are from and to, both included. */
export const OPERATORS = ['eq', 'ne', 'contains', 'gte', 'lte', 'null', 'notnull'] as const;
export type Operator = (typeof OPERATORS)[number];
export interface Condition {
  readonly column: number;
  readonly is: Operator;
  /** as a person writes it (see readCell); empty for `null` and `notnull` */
  readonly value: string;
}

export const WHOLE: RowView = { sort: [], filter: [] };
export const isWhole = ({ sort, filter }: RowView): boolean => sort.length === 0 && filter.length === 0;
export const takesValue = (is: Operator): boolean => is !== 'null' && is !== 'notnull';

const SORTS_MOST = 8;
const CONDITIONS_MOST = 32;

/** `2:desc,0:asc`, as the API and addresses write it. */
export const sortText = (sort: RowView['sort']): string => sort.map(({ column, direction }) => `${column}:${direction}`).join(',');

/** The order that a text names; null when it names none. A column counts once. */
export function parseSort(text: string): RowView['sort'] | null {
  if (text === '') return [];
  const parts = text.split(',').map((part) => /^(\d{1,4}):(asc|desc)$/.exec(part));
  const keys = parts.flatMap((part) => (part ? [{ column: Number(part[1]), direction: part[2] as SortKey['direction'] }] : []));
  return keys.length === parts.length && keys.length <= SORTS_MOST && new Set(keys.map(({ column }) => column)).size === keys.length ? keys : null;
}

/** `2:contains:a%2Cb,0:null`: values are percent-encoded, so that any text is one. */
export const filterText = (filter: RowView['filter']): string =>
  filter.map(({ column, is, value }) => (takesValue(is) ? `${column}:${is}:${encodeURIComponent(value.toWellFormed())}` : `${column}:${is}`)).join(',');

/** The conditions that a text names; null when it cannot be read. */
export function parseFilter(text: string): RowView['filter'] | null {
  if (text === '') return [];
  const conditions: Condition[] = [];
  for (const part of text.split(',')) {
    const [, column = '', word = '', encoded] = /^(\d{1,4}):([a-z]+)(?::(.*))?$/s.exec(part) ?? [];
    const is = OPERATORS.find((each) => each === word);
    const value = encoded === undefined ? '' : decoded(encoded);
    if (is === undefined || value === null || takesValue(is) !== (encoded !== undefined)) return null;
    conditions.push({ column: Number(column), is, value });
  }
  return conditions.length <= CONDITIONS_MOST ? conditions : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
