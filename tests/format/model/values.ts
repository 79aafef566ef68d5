import type { Field, Row, Value } from './reference';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2020, 0, 1);
const date = (days: number): string => new Date(FIRST_DAY + days * DAY_MS).toISOString().slice(0, 10);

/** The row of a key, which is the same for whoever writes it: every column has a value of its own, or NULL where it may. */
export const rowOf = (key: number, fields: readonly Field[]): Row => ({ key, value: new Map(fields.map((field) => [field.id, field.id === 1 ? String(key) : valueOf(key, field)])) });

function valueOf(key: number, field: Field): Value {
  const n = key * 31 + field.id * 7;
  if (!field.required && n % 4 === 0) return null;
  const [first, second] = field.fields;
  switch (field.kind) {
    case 'struct': return new Map(field.fields.map((inner) => [inner.id, valueOf(key, inner)]));
    case 'list': return first === undefined ? [] : [valueOf(key, first), valueOf(key + 1, first)];
    case 'map': return second === undefined ? [] : [['m', valueOf(key, second)]];
    case 'int': return String(n);
    case 'long': return String(n * 1_000_003);
    case 'float': case 'double': return String(n / 4);
    case 'string': return `é ${n}`;
    case 'date': return date(n % 900);
    case 'timestamp': return `${date(n % 900)} 01:02:03.${String(n % 1_000_000).padStart(6, '0')}`;
    case 'decimal(9,2)': case 'decimal(18,2)': return `${n}.${10 + (n % 90)}`;
    case 'boolean': return String(n % 2 === 0);
  }
}

/** What a value reads as under a schema that may be newer: what it did not have is null, what the schema lost is not seen. */
export type Shown = null | string | readonly Shown[];
export function shown(value: Value | undefined, field: Field): Shown {
  if (value === null || value === undefined || typeof value === 'string') return value ?? null;
  if (value instanceof Map) { const held = value as ReadonlyMap<number, Value>; return field.fields.map((inner) => shown(held.get(inner.id), inner)); }
  const items = value as readonly Value[];
  const [first, second] = field.fields;
  if (first === undefined) return [];
  if (second === undefined) return items.map((item) => shown(item, first));
  return items.map((entry) => { const [key, held] = entry as readonly [Value, Value]; return [shown(key, first), shown(held, second)]; });
}

export const rowsUnder = (rows: readonly Row[], fields: readonly Field[]): readonly string[] => rows.map(({ value }) => JSON.stringify(fields.map((field) => shown(value.get(field.id), field)))).sort();
/** Rows as they are handed to a writer: in the order of its columns. */
export const rowsFor = (keys: readonly number[], fields: readonly Field[]): readonly (readonly Shown[])[] => keys.map((key) => { const { value } = rowOf(key, fields); return fields.map((field) => shown(value.get(field.id), field)); });
