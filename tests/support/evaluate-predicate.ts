import { compareValues, type Predicate, type PrimitiveValue } from '@/lib/model/iceberg';
import type { CellValue } from './random-table';

/** How an engine compares NaN: with nothing (IEEE 754, Trino), or as the largest of all, equal to itself (DuckDB, Spark). */
export type NanOrder = 'unordered' | 'largest';

const isNan = (value: CellValue): boolean => typeof value === 'number' && Number.isNaN(value);

/** SQL's answer for one row: true, false, or null for unknown. The slow, plain reading of the predicate that pruning is held against. */
export function evaluate(predicate: Predicate, row: (column: string) => CellValue, nan: NanOrder): boolean | null {
  switch (predicate.op) {
    case 'true': return true;
    case 'false': return false;
    case 'not': { const inner = evaluate(predicate.arg, row, nan); return inner === null ? null : !inner; }
    case 'and': case 'or': {
      const answers = predicate.args.map((arg) => evaluate(arg, row, nan));
      const decides = predicate.op === 'or';
      return answers.includes(decides) ? decides : answers.includes(null) ? null : !decides;
    }
    default: break;
  }
  if (predicate.op === 'is-null' || predicate.op === 'not-null') return (row(predicate.column) === null) === (predicate.op === 'is-null');
  const value = row(predicate.column);
  if (value === null) return null;
  if (predicate.op === 'is-nan' || predicate.op === 'not-nan') return isNan(value) === (predicate.op === 'is-nan');
  switch (predicate.op) {
    case 'in': return predicate.values.some((other) => compare('=', value, other, nan));
    case 'not-in': return !predicate.values.some((other) => compare('=', value, other, nan));
    case 'starts-with': return String(value).startsWith(String(predicate.value));
    case 'not-starts-with': return !String(value).startsWith(String(predicate.value));
    default: return 'value' in predicate && compare(predicate.op, value, predicate.value, nan);
  }
}

function compare(op: '=' | '!=' | '<' | '<=' | '>' | '>=', a: PrimitiveValue, b: PrimitiveValue, nan: NanOrder): boolean {
  if (nan === 'unordered' && (isNan(a) || isNan(b))) return op === '!=';
  const sign = compareValues(a, b);
  return { '=': sign === 0, '!=': sign !== 0, '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[op];
}
