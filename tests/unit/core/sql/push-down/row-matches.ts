import type { Predicate, PrimitiveValue } from '@/lib/model/iceberg/types';
import { compareValues } from '@/lib/model/iceberg/values';

/** Whether a row of stored values satisfies a predicate: NULL satisfies nothing but is-null, NaN no comparison. */
export function rowMatches(predicate: Predicate, row: Readonly<Record<string, PrimitiveValue | null>>): boolean {
  switch (predicate.op) {
    case 'true': return true;
    case 'false': return false;
    case 'and': return predicate.args.every((arg) => rowMatches(arg, row));
    case 'or': return predicate.args.some((arg) => rowMatches(arg, row));
    case 'not': throw new TypeError('translate writes no negation');
    default: break;
  }
  const value = row[predicate.column]!;
  if (predicate.op === 'is-null') return value === null;
  if (predicate.op === 'not-null') return value !== null;
  if (value === null) return false;
  if (typeof value === 'number' && Number.isNaN(value)) return false;
  if (predicate.op === 'in') return predicate.values.some((one) => compareValues(value, one) === 0);
  if (predicate.op === 'not-in') return predicate.values.every((one) => compareValues(value, one) !== 0);
  if (!('value' in predicate)) throw new TypeError(`an operator that is not known: ${predicate.op}`);
  if (predicate.op === 'starts-with') return String(value as string).startsWith(String(predicate.value as string));
  if (predicate.op === 'not-starts-with') return !String(value as string).startsWith(String(predicate.value as string));
  const order = compareValues(value, predicate.value);
  switch (predicate.op) {
    case '=': return order === 0;
    case '!=': return order !== 0;
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
  }
}
