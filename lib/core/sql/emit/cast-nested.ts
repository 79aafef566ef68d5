import type { LogicalType } from '@/lib/model/values/types';
import { refuse } from '../errors';
import { sameType } from '../types/coercion';
import { type Cast, risky, sure } from './cast-result';
import { rowSql } from './nested';
import { bind, carrier, failure } from './text';

type CastPart = (sql: string, from: LogicalType, to: LogicalType) => Cast;

/** Casts of arrays, maps and rows, part by part. */
export function castNested(sql: string, from: LogicalType, to: LogicalType, castPart: CastPart): Cast {
  if (to.kind === 'json') return refuse('Casting a nested value to JSON', null);
  if (from.kind === 'array' && to.kind === 'array') return castArray(sql, from.element, to.element, castPart);
  if (from.kind === 'map' && to.kind === 'map') return castMap(sql, from, to, castPart);
  if (from.kind !== 'row' || to.kind !== 'row' || from.fields.length !== to.fields.length) return null;
  let fails = false;
  let possible = true;
  const made = bind([sql], ([row]) => {
    const fields = to.fields.map((field, i) => {
      const cast = castPart(`struct_extract(${row}, 'f${i + 1}')`, from.fields[i]!.type, field.type);
      if (cast === null) possible = false;
      if (cast?.fails) fails = true;
      return cast?.sql ?? 'NULL';
    });
    const same = to.fields.every((field, i) => sameType(field.type, from.fields[i]!.type));
    return same ? row! : `CASE WHEN ${row} IS NULL THEN NULL ELSE ${rowSql(fields)} END`;
  });
  return possible ? { sql: made, fails } : null;
}

function castArray(sql: string, from: LogicalType, to: LogicalType, castPart: CastPart): Cast {
  if (from.kind === 'unknown') return sure(`CAST(${sql} AS ${carrier(to)}[])`);
  const name = itemName(sql);
  const cast = castPart(name, from, to);
  if (cast === null) return null;
  return { sql: cast.sql === name ? sql : `list_transform(${sql}, lambda ${name}: ${cast.sql})`, fails: cast.fails };
}

function castMap(sql: string, from: Extract<LogicalType, { kind: 'map' }>, to: Extract<LogicalType, { kind: 'map' }>, castPart: CastPart): Cast {
  const name = itemName(sql);
  const key = castPart(name, from.key, to.key);
  const value = castPart(name, from.value, to.value);
  if (key === null || value === null) return null;
  const keys = (map: string): string => (key.sql === name ? `map_keys(${map})` : `list_transform(map_keys(${map}), lambda ${name}: ${key.sql})`);
  const values = (map: string): string => (value.sql === name ? `map_values(${map})` : `list_transform(map_values(${map}), lambda ${name}: ${value.sql})`);
  if (key.sql === name) return { sql: bind([sql], ([map]) => `CASE WHEN ${map} IS NULL THEN NULL ELSE map(${keys(map!)}, ${values(map!)}) END`), fails: value.fails };
  const type = carrier(to);
  return risky(bind([sql], ([map]) => bind([keys(map!)], ([k]) => `CASE WHEN ${map} IS NULL THEN NULL WHEN len(list_distinct(${k})) < len(${k}) THEN ${failure('INVALID_CAST_ARGUMENT', 'duplicate keys', type)} ELSE map(${k}, ${values(map!)}) END`)));
}

const itemName = (sql: string): string => `v${Math.max(0, ...[...sql.matchAll(/\bv(\d+)\b/g)].map((match) => Number(match[1]))) + 1}`;
