import type { LogicalType } from '@/lib/model/values/types';
import { typeText } from '@/lib/model/values/type-text';
import type { Typed } from '../analyze/typed';
import { bind } from '../emit/text';
import { fail, refuse } from '../errors';
import { isFloat, isOrderable } from '../types/coercion';
import { scalar, type ScalarFunction } from './definition';

/** Types whose order is the engine's own. */
export function ordered(name: string, type: LogicalType): void {
  if (!isOrderable(type)) fail('FUNCTION_NOT_FOUND', `Unexpected parameters (${typeText(type)}) for function ${name}. Expected: ${name}(T) T:orderable`, null);
  if (type.kind === 'array' || type.kind === 'row' || type.kind === 'uuid') refuse(`${name} of ${type.kind} values`, null);
}

/** NULL when one of them is; NaN only when all are; of 0 and -0 the greatest is 0. */
function extreme(name: 'greatest' | 'least', args: readonly Typed[]): string {
  const type = args[0]!.type;
  ordered(name, type);
  return bind(args.map((arg) => arg.sql), (names) => {
    const nulls = names.map((x) => `${x} IS NULL`).join(' OR ');
    if (!isFloat(type)) return names.length === 1 ? names[0]! : `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${names.join(', ')}) END`;
    const op = name === 'greatest' ? '>' : '<';
    const zero = name === 'greatest' ? (x: string, y: string) => `signbit(${y}) AND NOT signbit(${x})` : (x: string, y: string) => `signbit(${x}) AND NOT signbit(${y})`;
    const best = names.reduce((so, x) => bind([so], ([y]) => `CASE WHEN isnan(${x}) THEN ${y} WHEN isnan(${y}) OR ${x} ${op} ${y} OR (${x} = ${y} AND ${x} = 0 AND ${zero(x, y!)}) THEN ${x} ELSE ${y} END`));
    return `CASE WHEN ${nulls} THEN NULL ELSE ${best} END`;
  });
}

export const COMPARISON: readonly ScalarFunction[] = (['greatest', 'least'] as const).map((name) => scalar(name, { params: ['T', 'T'], variadic: true, returns: 'T', emit: (args) => extreme(name, args) }));
