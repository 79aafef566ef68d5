import type { Json } from '@/lib/model/values/lossless-json';
import { parseType, typeText } from '@/lib/model/values/type-text';
import type { Cell, Column, LogicalType, Row } from '@/lib/model/values/types';
import type { RecordedAnswer } from './recorded';

/** Our answer to a statement. */
export type OurAnswer =
  | { readonly kind: 'rows'; readonly columns: readonly Column[]; readonly rows: readonly Row[]; readonly ordered: boolean; readonly sql: string }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly line: number | null; readonly column: number | null; readonly sql: string | null };

export type Verdict = { readonly verdict: 'equal' | 'refused' } | { readonly verdict: 'wrong'; readonly why: string };

/** Whether our answer is Trino's: names, types and values, or the error's name. A refusal by name, line and column is never wrong. */
export function judge(theirs: RecordedAnswer, ours: OurAnswer): Verdict {
  if (ours.kind === 'error') {
    if (ours.name === theirs.error?.name) return { verdict: 'equal' };
    if (ours.name === 'NOT_SUPPORTED' && ours.line !== null && ours.column !== null) return { verdict: 'refused' };
    return { verdict: 'wrong', why: `we: ${ours.name} ${ours.message} (${ours.line}:${ours.column})` };
  }
  const rows = JSON.stringify(ours.rows).slice(0, 300);
  if (theirs.error) return { verdict: 'wrong', why: `we: ${rows}` };
  const columns = (theirs.columns ?? []).map(({ name, type }) => `${name} ${normalType(type)}`).join(', ');
  const own = ours.columns.map(({ name, type }) => `${name} ${typeText(type)}`).join(', ');
  if (columns !== own) return { verdict: 'wrong', why: `we: ${own} ${rows}` };
  const types = ours.columns.map(({ type }) => type);
  const digits = theirs.tables ? 12 : null;
  const expected = (theirs.rows ?? []).map((row) => JSON.stringify(row.map((value, i) => fromTrino(value, types[i]!, digits))));
  const actual = ours.rows.map((row) => JSON.stringify(row.map((value, i) => fromCell(value, types[i]!, digits))));
  if (!ours.ordered) for (const list of [expected, actual]) list.sort();
  const at = Math.max(0, expected.findIndex((row, i) => row !== actual[i]));
  return expected.join('\n') === actual.join('\n') ? { verdict: 'equal' } : { verdict: 'wrong', why: `we: ${actual.length} rows, row ${at + 1}: ${actual[at]?.slice(0, 300)}\n  trino: ${expected.length} rows, ${expected[at]?.slice(0, 300)}` };
}

/** Trino's protocol writes `decimal(2, 1)` and INTERVAL DAY TO SECOND where typeof writes it otherwise. */
function normalType(text: string): string {
  const type = parseType(text);
  return type ? typeText(type) : text;
}

/** The sum of doubles depends on the order of rows, in Trino from run to run too: over tables twelve digits are looked at. */
const number = (value: number, digits: number | null): string => (Object.is(value, -0) ? '-0.0' : digits === null ? String(value) : value.toPrecision(digits));

/** A value of Trino's protocol in a form that both sides can take. */
function fromTrino(value: Json, type: LogicalType, digits: number | null): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'real': case 'double': return typeof value === 'string' ? value : number(Number(value), digits);
    case 'array': return (value as readonly Json[]).map((item) => fromTrino(item, type.element, digits));
    case 'row': return type.fields.map((field, i) => fromTrino((value as readonly Json[])[i]!, field.type, digits));
    case 'map': return Object.entries(value as Readonly<Record<string, Json>>).map(([key, item]) => JSON.stringify([key, fromTrino(item, type.value, digits)])).sort();
    default: return typeof value === 'boolean' ? value : String(value as string);
  }
}

function fromCell(value: Cell, type: LogicalType, digits: number | null): unknown {
  if (value === null) return null;
  switch (type.kind) {
    case 'real': case 'double': return typeof value === 'number' ? number(value, digits) : value;
    case 'array': return (value as readonly Cell[]).map((item) => fromCell(item, type.element, digits));
    case 'row': return type.fields.map((field, i) => fromCell((value as readonly Cell[])[i]!, field.type, digits));
    case 'map': return (value as readonly (readonly [Cell, Cell])[]).map(([key, item]) => JSON.stringify([keyText(key, type.key), fromCell(item, type.value, digits)])).sort();
    default: return typeof value === 'boolean' ? value : String(value as string);
  }
}

/** Keys of maps are text in Trino's protocol: Java's toString of the value. */
function keyText(key: Cell, type: LogicalType): string {
  if (key === null) return 'null';
  if (type.kind === 'real' || type.kind === 'double') return typeof key === 'number' && Number.isInteger(key) ? key.toFixed(1) : String(key as number);
  if (type.kind === 'row') return `[${type.fields.map((field, i) => keyText((key as readonly Cell[])[i]!, field.type)).join(', ')}]`;
  if (type.kind === 'array') return `[${(key as readonly Cell[]).map((item) => keyText(item, type.element)).join(', ')}]`;
  return String(key as string);
}
