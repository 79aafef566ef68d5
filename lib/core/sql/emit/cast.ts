import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import type { Span } from '@/lib/ports/parser/port';
import { trapped, type Typed } from '../analyze/typed';
import { fail, refuse } from '../errors';
import { asDecimal, isNumeric, isWhole, sameType } from '../types/coercion';
import { fromDecimal, fromFloat, fromWhole } from './cast-number';
import { type Cast, sure } from './cast-result';
import { castNested } from './cast-nested';
import { castTemporal } from './cast-temporal';
import { fromVarchar, toVarchar } from './cast-text';
import { carrier } from './text';

/** CAST(value AS target) as Trino does it. TYPE_MISMATCH when there is no such cast. */
export function castTo(value: Typed, target: LogicalType, span: Span | null): Typed {
  if (sameType(value.type, target)) return value;
  const cast = castSql(value.sql, value.type, target, span, value);
  if (cast === null) return fail('TYPE_MISMATCH', `Cannot cast ${typeText(value.type)} to ${typeText(target)}`, span);
  const keep = value.constant !== undefined && (value.constant === null || (isWhole(value.type) && isNumeric(target)));
  return {
    type: target,
    sql: cast.sql,
    fails: value.fails || cast.fails,
    ...(keep ? { constant: value.constant as string | null } : {}),
    ...(value.column && keepsColumn(value.type, target) ? { column: value.column } : {}),
    ...(isWhole(value.type) || value.type.kind === 'decimal' || value.nan === false ? { nan: false } : {}),
    ...trapped([value]),
  };
}

/** A cast that changes no value leaves a column comparable with literals for push down. */
function keepsColumn(from: LogicalType, to: LogicalType): boolean {
  if (from.kind === 'varchar' && to.kind === 'varchar') return to.length === null || (from.length !== null && to.length >= from.length);
  return false;
}

function castSql(sql: string, from: LogicalType, to: LogicalType, span: Span | null, value?: Typed): Cast {
  if (sameType(from, to)) return sure(sql);
  const type = carrier(to);
  if (from.kind === 'unknown') return sure(`CAST(${sql} AS ${type})`);
  if (from.kind === 'array' || from.kind === 'map' || from.kind === 'row') return castNested(sql, from, to, (part, type, target) => castSql(part, type, target, span));
  if (to.kind === 'unknown' || to.kind === 'array' || to.kind === 'map' || to.kind === 'row') return from.kind === 'json' ? refuse('Casting JSON to a nested type', null) : null;
  if (from.kind === 'json' || to.kind === 'json') return refuse('Casting from and to JSON', null);
  if (to.kind === 'varchar') return toVarchar(sql, from, to.length, value);
  if (to.kind === 'char') return toChar(sql, from, to.length);
  if (from.kind === 'varchar' || from.kind === 'char') return from.kind === 'varchar' ? fromVarchar(sql, to, span) : fromChar(to);
  if (from.kind === 'boolean') return isNumeric(to) ? sure(`CAST(${sql} AS ${type})`) : null;
  if (isWhole(from)) return fromWhole(sql, from, to, value);
  if (from.kind === 'decimal') return fromDecimal(sql, asDecimal(from)!, to);
  if (from.kind === 'real' || from.kind === 'double') return fromFloat(sql, from, to);
  return castTemporal(sql, from, to);
}

/** Cut or padded to `length` code points. */
export function padded(sql: string, length: number): string {
  return `rpad(${sql}, ${length}, ' ')`;
}

function toChar(sql: string, from: LogicalType, length: number): Cast {
  if (length > 1000) return refuse(`char(${length})`, null);
  return from.kind === 'varchar' || from.kind === 'char' ? sure(padded(sql, length)) : null;
}

function fromChar(to: LogicalType): Cast {
  return refuse(`Casting char to ${typeText(to)}`, null);
}
