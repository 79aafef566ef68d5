import { z } from 'zod';
import { conflict, invalidInput } from '@/lib/model/errors';
import { readCell } from '@/lib/model/values/read-cell';
import { isWhole, parseFilter, parseSort, takesValue, type Condition } from '@/lib/model/values/row-view';
import { typeText } from '@/lib/model/values/type-text';
import type { Column, LogicalType } from '@/lib/model/values/types';
import type { Context } from '@/lib/kernel/context';
import type { SpoolView } from '@/lib/ports/engines/port';

/** How rows, summaries and exports say which view of an answer they are of; see model/values/row-view. */
export const viewInput = { sort: z.string().max(200).optional(), filter: z.string().max(8000).optional() };
interface ViewInput { readonly sort?: string | undefined; readonly filter?: string | undefined }

const NESTED: ReadonlySet<LogicalType['kind']> = new Set(['array', 'map', 'row', 'unknown']);
const TEXTS: ReadonlySet<LogicalType['kind']> = new Set(['varchar', 'char', 'json']);
const UNWRITTEN: ReadonlySet<LogicalType['kind']> = new Set([...NESTED, 'varbinary', 'time with time zone', 'interval day to second', 'interval year to month']);

/** The view that a request asks for over an answer of these columns; null when it asks for the answer as it is. Throws INVALID_INPUT. */
export function readView({ sort = '', filter = '' }: ViewInput, columns: readonly Column[]): SpoolView | null {
  const [keys, conditions] = [parseSort(sort), parseFilter(filter)];
  if (keys === null) throw invalidInput('The order cannot be read; write columns by position, as in sort=2:desc,0:asc.', { sort: 'must be like 2:desc,0:asc' });
  if (conditions === null) throw invalidInput('The filter cannot be read; write column, operator and value, as in filter=2:contains:abc,0:null, with the value percent-encoded.', { filter: 'must be like 2:contains:abc,0:null' });
  if (isWhole({ sort: keys, filter: conditions })) return null;
  for (const { column } of keys) {
    const { name, type } = columnAt(columns, column, 'sort');
    if (NESTED.has(type.kind)) throw invalidInput(`Column ${name} is of type ${typeText(type)}, which has no order here.`, { sort: 'names a column without an order' });
  }
  return { sort: keys, filter: conditions.map((condition) => readCondition(condition, columns)) };
}

function columnAt(columns: readonly Column[], index: number, field: 'sort' | 'filter'): Column {
  const found = columns[index];
  if (found === undefined) throw invalidInput(`The answer has ${columns.length} columns, counted from 0; there is no column ${index}.`, { [field]: 'names a column that is not there' });
  return found;
}

function readCondition({ column, is, value }: Condition, columns: readonly Column[]): SpoolView['filter'][number] {
  const { name, type } = columnAt(columns, column, 'filter');
  if (!takesValue(is)) return { column, is, value: null };
  if (is === 'contains' && !TEXTS.has(type.kind)) throw invalidInput(`Column ${name} is of type ${typeText(type)}; only texts can be searched for what they contain.`, { filter: 'contains is for texts' });
  if (UNWRITTEN.has(type.kind)) throw invalidInput(`Column ${name} is of type ${typeText(type)}, which can only be filtered by null and notnull.`, { filter: 'must be null or notnull for this column' });
  const cell = readCell(value, type);
  if (cell === null) throw invalidInput(`${JSON.stringify(value.slice(0, 80))} is no value of column ${name}, which is of type ${typeText(type)}.`, { filter: 'has a value that its column cannot hold' });
  return { column, is, value: cell };
}

interface Spooled { readonly folder: string; readonly columns: readonly Column[]; readonly rowCount: number; readonly ended: boolean }

/** Where the rows that a request asks for lie, and how many they are. CONFLICT for a view while the statement still runs. */
export async function spoolOfView(ctx: Context, { folder, columns, rowCount, ended }: Spooled, input: ViewInput): Promise<{ readonly folder: string; readonly rowCount: number }> {
  const view = readView(input, columns);
  if (view === null) return { folder, rowCount };
  if (!ended) throw conflict('The statement has not finished. Sort and filter its answer when it has.');
  const made = await ctx.ports.engine.viewSpool(folder, columns, view);
  return { folder: made.spool, rowCount: made.rowCount };
}
