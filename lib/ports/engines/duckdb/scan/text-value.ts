import { unsupported } from '@/lib/model/errors';
import type { IcebergType } from '@/lib/model/iceberg/types';
import type { FileOptions } from '../../port';
import { text } from '../quote';

const CLOCK = '[0-9]{2}:[0-9]{2}(:[0-9]{2}';
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const NUMBER = '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';

/**
 * SQL for the value that a text of a file says, NULL where it says none of the type. Stricter than the engine's own casts, which
 * round 1.5 to a whole number and take 1e999 for infinity: what would be changed is no value. Binary is written as hexadecimal digits.
 * Nothing in it can fail, on any row: DuckDB 1.5 takes common parts of expressions out of CASE and TRY. UNSUPPORTED for types that no text of a file holds.
 */
export function textValue(expression: string, type: IcebergType, { dateFormat, timestampFormat }: Pick<FileOptions, 'dateFormat' | 'timestampFormat'>): string {
  const trimmed = `trim(${expression})`;
  const where = (pattern: string, sql: string): string => `CASE WHEN regexp_full_match(${trimmed}, ${text(pattern)}) THEN ${sql} END`;
  const cast = (pattern: string, sqlType: string): string => where(pattern, `TRY_CAST(${trimmed} AS ${sqlType})`);
  const formatted = (format: string, sqlType: string): string => `TRY_CAST(try_strptime(${trimmed}, ${text(format)}) AS ${sqlType})`;
  const instant = (digits: number, zone: string): string => `${DAY}[T ]${CLOCK}([.][0-9]{1,${digits}}0*)?)?${zone}`;
  switch (type.type) {
    case 'string': return expression;
    case 'boolean': return `CASE WHEN lower(${trimmed}) IN ('true', 't', 'yes', 'y', '1') THEN true WHEN lower(${trimmed}) IN ('false', 'f', 'no', 'n', '0') THEN false END`;
    case 'int': return cast('[+-]?[0-9]+', 'INTEGER');
    case 'long': return cast('[+-]?[0-9]+', 'BIGINT');
    case 'float': case 'double': {
      const sqlType = type.type === 'float' ? 'FLOAT' : 'DOUBLE';
      const finite = where(NUMBER, `CASE WHEN isfinite(TRY_CAST(${trimmed} AS ${sqlType})) THEN TRY_CAST(${trimmed} AS ${sqlType}) END`);
      return `CASE WHEN regexp_full_match(${trimmed}, '(?i)([+-]?inf(inity)?|nan)') THEN TRY_CAST(${trimmed} AS ${sqlType}) ELSE ${finite} END`;
    }
    case 'decimal': return cast(`[+-]?([0-9]+([.][0-9]{0,${type.scale}}0*)?|[.][0-9]{0,${type.scale}}0*)`, `DECIMAL(${type.precision},${type.scale})`);
    case 'date': return dateFormat === '' ? cast(DAY, 'DATE') : formatted(dateFormat, 'DATE');
    case 'time': return cast(`${CLOCK}([.][0-9]{1,6}0*)?)?`, 'TIME');
    case 'timestamp': return timestampFormat === '' ? cast(instant(6, ''), 'TIMESTAMP') : formatted(timestampFormat, 'TIMESTAMP');
    // a text without a zone is taken as UTC
    case 'timestamptz': return timestampFormat === '' ? cast(instant(6, ' ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?'), 'TIMESTAMP WITH TIME ZONE') : formatted(timestampFormat, 'TIMESTAMP WITH TIME ZONE');
    case 'timestamp_ns': return cast(instant(9, ''), 'TIMESTAMP_NS');
    case 'uuid': return cast('(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'UUID');
    case 'binary': return `unhex(${where('([0-9a-fA-F]{2})*', trimmed)})`;
    default: throw unsupported(`A text of a file cannot be loaded into a column of type ${type.type}; load it as a string.`);
  }
}
