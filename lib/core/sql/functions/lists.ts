import type { LogicalType } from '@/lib/model/values/types';
import { bind } from '../emit/text';
import { refuse } from '../errors';
import { mayHoldNaN } from '../types/coercion';

/** Values that are equal in both engines when they are the same: not nested ones, where a NULL within makes that unknown. */
export function plainElements(name: string, type: LogicalType): void {
  if (type.kind === 'array' || type.kind === 'row' || type.kind === 'map') refuse(`${name} of ${type.kind} values`, null);
}
/** The same without numbers that can be NaN. */
export function plainKeys(name: string, type: LogicalType): void {
  plainElements(name, type);
  if (mayHoldNaN(type)) refuse(`${name} with keys of type ${type.kind}`, null);
}

/** Texts of a list with a separator between; NULLs are left out, and no text is the empty one. The engine's own way wants a literal. */
export const joined = (list: string, separator: string): string =>
  /^'(?:[^']|'')*'$/.test(separator)
    ? `COALESCE(list_aggregate(${list}, 'string_agg', ${separator}), '')`
    : bind([list, separator], ([texts, between]) => `COALESCE(list_reduce(list_transform(list_filter(${texts}, lambda part: part IS NOT NULL), lambda part: [part]), lambda one, next: [one[1] || ${between} || next[1]])[1], '')`);

/** The first of each value, in order. The engine's own way keeps no order, but tells whether there is anything to do. */
export const distinctList = (list: string): string => bind([list], ([l]) => `CASE WHEN len(list_distinct(${l})) = len(${l}) THEN ${l} ELSE list_filter(${l}, lambda x, i: list_position(${l}, x) = i) END`);

/** Whether a list that is no NULL has a NULL in it. */
export const hasNull = (list: string): string => `list_count(${list}) < len(${list})`;

/** A lambda's body over values that stand for its parameters. */
export const applied = (names: readonly string[], values: readonly string[], body: string): string =>
  names.reduceRight((inner, name, i) => `list_transform([${values[i]}], lambda ${name}: ${inner})[1]`, body);
