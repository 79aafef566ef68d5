import type { LogicalType, RowField, SimpleKind } from './types';

const SIMPLE: ReadonlySet<string> = new Set<SimpleKind>(['unknown', 'boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'date', 'varbinary', 'json', 'uuid', 'interval day to second', 'interval year to month']);

/** A type as Trino writes it: `decimal(10,2)`, `timestamp(6) with time zone`, `row(x integer, varchar)`. */
export function typeText(type: LogicalType): string {
  switch (type.kind) {
    case 'decimal': return `decimal(${type.precision},${type.scale})`;
    case 'varchar': return type.length === null ? 'varchar' : `varchar(${type.length})`;
    case 'char': return `char(${type.length})`;
    case 'time': case 'timestamp': return `${type.kind}(${type.precision})`;
    case 'time with time zone': return `time(${type.precision}) with time zone`;
    case 'timestamp with time zone': return `timestamp(${type.precision}) with time zone`;
    case 'array': return `array(${typeText(type.element)})`;
    case 'map': return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'row': return `row(${type.fields.map(fieldText).join(', ')})`;
    default: return type.kind;
  }
}

function fieldText(field: RowField): string {
  if (field.name === null) return typeText(field.type);
  const name = /^[a-z_][a-z0-9_]*$/i.test(field.name) ? field.name : `"${field.name.replaceAll('"', '""')}"`;
  return `${name} ${typeText(field.type)}`;
}

/** The type that a text as typeText writes it names; null when it is none. Precisions left out are Trino's defaults. */
export function parseType(text: string): LogicalType | null {
  const trimmed = text.trim();
  const lower = trimmed.toLowerCase();
  if (SIMPLE.has(lower)) return { kind: lower as SimpleKind };
  if (lower === 'int') return { kind: 'integer' };
  const zoned = /^(time|timestamp)(?:\((\d+)\))?( with time zone)?$/.exec(lower);
  if (zoned) return { kind: `${zoned[1] as 'time' | 'timestamp'}${(zoned[3] ?? '') as '' | ' with time zone'}`, precision: Number(zoned[2] ?? 3) };
  const call = /^([a-z]+)(?:\((.*)\))?$/is.exec(trimmed);
  if (!call) return null;
  const args = call[2] === undefined ? [] : splitTop(call[2]);
  const number = (i: number): number | null => (/^\d+$/.test(args[i] ?? '') ? Number(args[i]) : null);
  switch (call[1]!.toLowerCase()) {
    case 'varchar': return { kind: 'varchar', length: args.length === 0 ? null : number(0) };
    case 'char': return { kind: 'char', length: args.length === 0 ? 1 : (number(0) ?? 1) };
    case 'decimal': {
      const precision = args.length === 0 ? 38 : number(0);
      return precision === null ? null : { kind: 'decimal', precision, scale: number(1) ?? 0 };
    }
    case 'array': {
      const element = args.length === 1 ? parseType(args[0]!) : null;
      return element && { kind: 'array', element };
    }
    case 'map': {
      const [key, value] = args.length === 2 ? args.map(parseType) : [];
      return key && value ? { kind: 'map', key, value } : null;
    }
    case 'row': {
      const fields = args.map(parseField);
      return fields.every((field) => field !== null) ? { kind: 'row', fields } : null;
    }
    default: return null;
  }
}

function parseField(text: string): RowField | null {
  const anonymous = parseType(text);
  if (anonymous) return { name: null, type: anonymous };
  const named = /^("(?:[^"]|"")*"|[^\s"(]+)\s+(.+)$/s.exec(text);
  const type = named && parseType(named[2]!);
  if (!named || !type) return null;
  const name = named[1]!;
  return { name: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name, type };
}

/** Parts between top-level commas, trimmed. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (quoted) continue;
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts;
}
