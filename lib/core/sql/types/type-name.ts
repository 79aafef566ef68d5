import type { LogicalType } from '@/lib/model/values/types';
import type { TypeName } from '../ast';
import { fail, refuse } from '../errors';

const SIMPLE: Readonly<Record<string, LogicalType>> = {
  boolean: { kind: 'boolean' }, tinyint: { kind: 'tinyint' }, smallint: { kind: 'smallint' }, integer: { kind: 'integer' }, int: { kind: 'integer' }, bigint: { kind: 'bigint' },
  real: { kind: 'real' }, double: { kind: 'double' }, date: { kind: 'date' }, varbinary: { kind: 'varbinary' }, json: { kind: 'json' }, uuid: { kind: 'uuid' }, unknown: { kind: 'unknown' },
  'interval day to second': { kind: 'interval day to second' }, 'interval year to month': { kind: 'interval year to month' },
};
/** known to Trino, without a carrier here */
const FOREIGN = new Set(['ipaddress', 'hyperloglog', 'p4hyperloglog', 'qdigest', 'tdigest', 'setdigest', 'geometry', 'bingtile', 'jsonpath', 'json2016', 'color']);

const SIZED = new Set(['varchar', 'char', 'dec', 'decimal', 'time', 'timestamp', 'array', 'map', 'row']);

/** Whether Trino has a type of this name. */
export const isTypeName = (name: string): boolean => name in SIMPLE || FOREIGN.has(name) || SIZED.has(name);

/** The type that a name in a statement means. TYPE_MISMATCH for an unknown one, as Trino calls it. */
export function resolveType(name: TypeName, span = name.span): LogicalType {
  const plain = name.params.length === 0 ? SIMPLE[name.name] : undefined;
  if (plain) return plain;
  const number = (i: number, otherwise: number): number => (typeof name.params[i] === 'number' ? (name.params[i] as number) : otherwise);
  const type = (i: number): LogicalType => (typeof name.params[i] === 'object' ? resolveType(name.params[i] as TypeName, span) : unknown(name, span));
  switch (name.name) {
    case 'varchar': {
      const length = name.params.length === 0 ? null : number(0, 0);
      return { kind: 'varchar', length };
    }
    case 'char': return { kind: 'char', length: number(0, 1) };
    case 'dec': case 'decimal': {
      const precision = number(0, 38);
      const scale = number(1, 0);
      if (precision < 1 || precision > 38) return fail('INVALID_FUNCTION_ARGUMENT', `DECIMAL precision must be in range [1, 38]: ${precision}`, null);
      if (scale > precision) return fail('INVALID_FUNCTION_ARGUMENT', `DECIMAL scale must be in range [0, precision (${precision})]: ${scale}`, null);
      return { kind: 'decimal', precision, scale };
    }
    case 'time': case 'timestamp': case 'time with time zone': case 'timestamp with time zone': {
      const precision = number(0, 3);
      return precision > 12 ? fail('NUMERIC_VALUE_OUT_OF_RANGE', `${name.name.split(' ')[0]!.toUpperCase()} precision must be in range [0, 12]: ${precision}`, null) : { kind: name.name, precision };
    }
    case 'array': return { kind: 'array', element: type(0) };
    case 'map': return { kind: 'map', key: type(0), value: type(1) };
    case 'row': return { kind: 'row', fields: name.fields.map((field) => ({ name: field.name, type: resolveType(field.type, span) })) };
    default: return FOREIGN.has(name.name) ? refuse(`The type ${name.name}`, span) : unknown(name, span);
  }
}

function unknown(name: TypeName, span: TypeName['span']): never {
  const params = name.params.map((p) => (typeof p === 'number' ? p : p.name)).join(', ');
  return fail('TYPE_MISMATCH', `Unknown type: ${name.name}${params === '' ? '' : `(${params})`}`, span);
}
