import { fieldByPath, type Predicate, type Schema } from '@/lib/model/iceberg';

const NEGATED = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>', 'starts-with': 'not-starts-with', 'not-starts-with': 'starts-with' } as const;

/**
 * A predicate that every row satisfies for which `filter` is not true: where a file can hold no row of it, all its rows pass the
 * filter. NULL is not true, and so are comparisons with NaN, of which statistics tell too little: null for those.
 */
export function complementOf(filter: Predicate, schema: Schema): Predicate | null {
  switch (filter.op) {
    case 'true': return { op: 'false' };
    case 'false': return { op: 'true' };
    case 'and': case 'or': {
      const args = filter.args.map((arg) => complementOf(arg, schema));
      if (args.some((arg) => arg === null)) return null;
      return { op: filter.op === 'and' ? 'or' : 'and', args: args.filter((arg) => arg !== null) };
    }
    case 'is-null': return { op: 'not-null', column: filter.column };
    case 'not-null': return { op: 'is-null', column: filter.column };
    case 'not': {
      const columns = [...columnsOf(filter.arg)];
      if (columns.some((column) => !isExact(schema, column))) return null;
      return { op: 'or', args: [filter.arg, ...columns.map((column) => ({ op: 'is-null' as const, column }))] };
    }
    case 'is-nan': case 'not-nan': return null;
    case 'in': case 'not-in': return isExact(schema, filter.column) ? orNull({ op: filter.op === 'in' ? 'not-in' : 'in', column: filter.column, values: filter.values }, filter.column) : null;
    default: return isExact(schema, filter.column) ? orNull({ op: NEGATED[filter.op], column: filter.column, value: filter.value }, filter.column) : null;
  }
}

const orNull = (predicate: Predicate, column: string): Predicate => ({ op: 'or', args: [predicate, { op: 'is-null', column }] });

function columnsOf(predicate: Predicate): ReadonlySet<string> {
  if ('column' in predicate) return new Set([predicate.column]);
  const inner = predicate.op === 'not' ? [predicate.arg] : 'args' in predicate ? predicate.args : [];
  return new Set(inner.flatMap((arg) => [...columnsOf(arg)]));
}

function isExact(schema: Schema, column: string): boolean {
  const type = fieldByPath(schema, column)?.field.type.type;
  return type !== undefined && type !== 'float' && type !== 'double';
}
