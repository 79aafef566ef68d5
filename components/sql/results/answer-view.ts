import { parseFilter, parseSort, type RowView } from '@/lib/model/values/row-view';

/** Parameters of the address that belong to one answer, taken away when another one is looked at. */
export const NO_ANSWER_VIEW = { statement: null, view: null, chart: null, sort: null, filter: null } as const;

/** The order and the filter that an address names; what cannot be read is left out. */
export const rowViewOf = (get: (key: string) => string | null): RowView => ({ sort: parseSort(get('sort') ?? '') ?? [], filter: parseFilter(get('filter') ?? '') ?? [] });
