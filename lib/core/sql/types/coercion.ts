import type { LogicalType, RowField } from '@/lib/model/values/types';

type Decimal = Extract<LogicalType, { kind: 'decimal' }>;
const WHOLE: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };
const RANK = ['tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'real', 'double'];

export const BOOLEAN: LogicalType = { kind: 'boolean' };
export const BIGINT: LogicalType = { kind: 'bigint' };
export const INTEGER: LogicalType = { kind: 'integer' };
export const DOUBLE: LogicalType = { kind: 'double' };
export const REAL: LogicalType = { kind: 'real' };
export const UNKNOWN: LogicalType = { kind: 'unknown' };
export const VARCHAR: LogicalType = { kind: 'varchar', length: null };
export const VARBINARY: LogicalType = { kind: 'varbinary' };
export const DATE: LogicalType = { kind: 'date' };
export const decimal = (precision: number, scale: number): Decimal => ({ kind: 'decimal', precision, scale });

export const isWhole = (type: LogicalType): boolean => type.kind in WHOLE;
export const isNumeric = (type: LogicalType): boolean => RANK.includes(type.kind);
export const isFloat = (type: LogicalType): boolean => type.kind === 'real' || type.kind === 'double';

/** The decimal that holds every value of a whole-number type, or the type itself when it is one. */
export function asDecimal(type: LogicalType): Decimal | null {
  if (type.kind === 'decimal') return type;
  return isWhole(type) ? decimal(WHOLE[type.kind]!, 0) : null;
}

export function sameType(a: LogicalType, b: LogicalType): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'decimal': return b.kind === 'decimal' && a.precision === b.precision && a.scale === b.scale;
    case 'varchar': case 'char': return (b.kind === 'varchar' || b.kind === 'char') && a.length === b.length;
    case 'time': case 'timestamp': case 'time with time zone': case 'timestamp with time zone': return 'precision' in b && a.precision === b.precision;
    case 'array': return b.kind === 'array' && sameType(a.element, b.element);
    case 'map': return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'row': return b.kind === 'row' && a.fields.length === b.fields.length && a.fields.every((field, i) => field.name === b.fields[i]!.name && sameType(field.type, b.fields[i]!.type));
    default: return true;
  }
}

/** Trino's common super type of two types, null when there is none. */
export function commonType(a: LogicalType, b: LogicalType): LogicalType | null {
  if (sameType(a, b)) return a;
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (isNumeric(a) && isNumeric(b)) return commonNumber(a, b);
  return commonText(a, b) ?? commonTemporal(a, b) ?? commonNested(a, b);
}

function commonNumber(a: LogicalType, b: LogicalType): LogicalType {
  const rank = Math.max(RANK.indexOf(a.kind), RANK.indexOf(b.kind));
  if (RANK[rank] !== 'decimal') return { kind: RANK[rank] as 'double' };
  const [x, y] = [asDecimal(a)!, asDecimal(b)!];
  const scale = Math.max(x.scale, y.scale);
  return decimal(Math.min(38, Math.max(x.precision - x.scale, y.precision - y.scale) + scale), scale);
}

function commonText(a: LogicalType, b: LogicalType): LogicalType | null {
  if (a.kind === 'varchar' && b.kind === 'varchar') return { kind: 'varchar', length: a.length === null || b.length === null ? null : Math.max(a.length, b.length) };
  if (a.kind === 'char' && b.kind === 'char') return { kind: 'char', length: Math.max(a.length, b.length) };
  const [char, varchar] = a.kind === 'char' ? [a, b] : [b, a];
  // an unbounded varchar counts as the longest char there is, which is refused where a value is to be made of it
  if (char.kind === 'char' && varchar.kind === 'varchar') return { kind: 'char', length: Math.max(char.length, varchar.length ?? 65_536) };
  return null;
}

function commonTemporal(a: LogicalType, b: LogicalType): LogicalType | null {
  const order = ['date', 'timestamp', 'timestamp with time zone'];
  const precision = Math.max('precision' in a ? a.precision : 0, 'precision' in b ? b.precision : 0);
  if (order.includes(a.kind) && order.includes(b.kind)) return { kind: order[Math.max(order.indexOf(a.kind), order.indexOf(b.kind))] as 'timestamp', precision };
  if (a.kind === 'time' && b.kind === 'time') return { kind: 'time', precision };
  return null;
}

function commonNested(a: LogicalType, b: LogicalType): LogicalType | null {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && { kind: 'array', element };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && { kind: 'map', key, value };
  }
  if (a.kind !== 'row' || b.kind !== 'row' || a.fields.length !== b.fields.length) return null;
  const fields: RowField[] = [];
  for (const [i, left] of a.fields.entries()) {
    const right = b.fields[i]!;
    const type = commonType(left.type, right.type);
    if (type === null) return null;
    fields.push({ name: left.name === right.name ? left.name : null, type });
  }
  return { kind: 'row', fields };
}

/** Whether a value of `from` becomes `to` without being asked. */
export function canCoerce(from: LogicalType, to: LogicalType): boolean {
  const common = commonType(from, to);
  return common !== null && (sameType(common, to) || sameNames(common, to));
}

/** Rows that differ in field names alone are cast into each other by position. */
function sameNames(a: LogicalType, b: LogicalType): boolean {
  const strip = (type: LogicalType): LogicalType => {
    if (type.kind === 'row') return { kind: 'row', fields: type.fields.map((field) => ({ name: null, type: strip(field.type) })) };
    if (type.kind === 'array') return { kind: 'array', element: strip(type.element) };
    if (type.kind === 'map') return { kind: 'map', key: strip(type.key), value: strip(type.value) };
    return type;
  };
  return sameType(strip(a), strip(b));
}

/** Whether = is there for a type, and whether < is. */
export function isComparable(type: LogicalType): boolean {
  if (type.kind === 'array') return isComparable(type.element);
  if (type.kind === 'map') return isComparable(type.value);
  if (type.kind === 'row') return type.fields.every((field) => isComparable(field.type));
  return true;
}
export function isOrderable(type: LogicalType): boolean {
  if (type.kind === 'array') return isOrderable(type.element);
  if (type.kind === 'row') return type.fields.every((field) => isOrderable(field.type));
  return type.kind !== 'map' && type.kind !== 'json';
}
/** Whether a value may hold a NaN somewhere, so that DuckDB's own comparison would be wrong. */
export function mayHoldNaN(type: LogicalType): boolean {
  if (type.kind === 'array') return mayHoldNaN(type.element);
  if (type.kind === 'map') return mayHoldNaN(type.key) || mayHoldNaN(type.value);
  if (type.kind === 'row') return type.fields.some((field) => mayHoldNaN(field.type));
  return isFloat(type);
}

const TEMPORAL: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamp with time zone']);
const TEXT: ReadonlySet<string> = new Set(['varchar', 'char']);

/** Whether a value of `from` may be stored in a column of `to`: what the SQL standard calls store assignment. A value that the column cannot hold fails when it is met. */
export function canStore(from: LogicalType, to: LogicalType): boolean {
  if (canCoerce(from, to)) return true;
  if (from.kind === 'array' && to.kind === 'array') return canStore(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') return canStore(from.key, to.key) && canStore(from.value, to.value);
  if (from.kind === 'row' && to.kind === 'row') return from.fields.length === to.fields.length && from.fields.every((field, i) => canStore(field.type, to.fields[i]!.type));
  return (isNumeric(from) && isNumeric(to)) || [TEMPORAL, TEXT].some((family) => family.has(from.kind) && family.has(to.kind)) || (from.kind === 'time' && to.kind === 'time');
}
