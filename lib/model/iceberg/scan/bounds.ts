import type { PrimitiveValue } from '../types';
import { compareValues } from '../values';
import type { Bound } from './bind';

/**
 * What is known of one column over a set of rows. Unknown is null everywhere. `lower` may be too low and `upper` too
 * high (truncated), never the other way; neither counts NaN.
 */
export interface Known {
  readonly lower: PrimitiveValue | null;
  readonly upper: PrimitiveValue | null;
  /** false: certainly none */
  readonly mayBeNull: boolean;
  readonly mayBeNan: boolean;
  /** every row null */
  readonly allNull: boolean;
  readonly allNan: boolean;
}

const startsWith = (value: PrimitiveValue, prefix: PrimitiveValue): boolean => typeof value === 'string' && typeof prefix === 'string' && value.startsWith(prefix);
/** Compares a bound cut to the prefix's length, so that truncated bounds still answer. */
const cut = (value: PrimitiveValue, prefix: PrimitiveValue): PrimitiveValue => (typeof value === 'string' && typeof prefix === 'string' ? [...value].slice(0, [...prefix].length).join('') : value);

/** False only when no row can satisfy `bound` (spec, Scan Planning: inclusive evaluation). */
export function mayMatch(bound: Bound, known: (fieldId: number) => Known | null): boolean {
  switch (bound.op) {
    case 'true': return true;
    case 'false': return false;
    case 'and': return bound.args.every((arg) => mayMatch(arg, known));
    case 'or': return bound.args.some((arg) => mayMatch(arg, known));
    default: break;
  }
  const column = known(bound.fieldId);
  if (column === null) return true;
  const { lower, upper } = column;
  switch (bound.op) {
    case 'is-null': return column.mayBeNull;
    case 'not-null': return !column.allNull;
    case 'is-nan': return column.mayBeNan && !column.allNull;
    case 'not-nan': return !column.allNan;
    default: break;
  }
  // what follows is true of no null row
  if (column.allNull) return false;
  switch (bound.op) {
    // some engines sort NaN above everything, in others it compares with nothing: no row may be lost by either
    case '<': return !column.allNan && (lower === null || compareValues(lower, bound.value) < 0);
    case '<=': return !column.allNan && (lower === null || compareValues(lower, bound.value) <= 0);
    case '>': return column.mayBeNan || upper === null || compareValues(upper, bound.value) > 0;
    case '>=': return column.mayBeNan || upper === null || compareValues(upper, bound.value) >= 0;
    case '=': return !column.allNan && within(bound.value, lower, upper);
    case 'in': return bound.values.some((value) => holds(value, column));
    case 'starts-with': return (lower === null || compareValues(cut(lower, bound.value), bound.value) <= 0) && (upper === null || compareValues(cut(upper, bound.value), bound.value) >= 0);
    // Bounds may be truncated: equal ones prove one value only for fixed-width types, and skipping by != gains little.
    case '!=': case 'not-in': return true;
    case 'not-starts-with': return lower === null || upper === null || column.mayBeNull || !(startsWith(lower, bound.value) && startsWith(upper, bound.value));
  }
}

const holds = (value: PrimitiveValue, { lower, upper, mayBeNan, allNan }: Known): boolean => (isNan(value) ? mayBeNan : !allNan && within(value, lower, upper));
const isNan = (value: PrimitiveValue): boolean => typeof value === 'number' && Number.isNaN(value);
const within = (value: PrimitiveValue, lower: PrimitiveValue | null, upper: PrimitiveValue | null): boolean =>
  (lower === null || compareValues(lower, value) <= 0) && (upper === null || compareValues(upper, value) >= 0);
