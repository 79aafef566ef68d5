import type { Predicate } from '@/lib/model/iceberg/types';
import type { Context, Field } from '../analyze/typed';
import type { Expr } from '../ast';
import { type OwnColumns, predicateOf } from './predicate-of';

/**
 * Remembers what a condition says of the scans under it, so that files without such rows are not read. `fields` are those
 * whose rows the condition decides about: all of a FROM for WHERE and INNER JOIN, the optional side of an outer join's ON.
 * Columns from around (a correlated subquery's outer ones) are never among them.
 */
export function recordFilter(condition: Expr, cx: Context, fields: readonly Field[]): void {
  const scans = new Set(fields.flatMap(({ value }) => (value.column ? [value.column.scan] : [])));
  for (const scan of scans) {
    const own: OwnColumns = {
      scan,
      nullable: fields.some(({ value }) => value.column?.scan === scan && value.column.nullable),
      columns: cx.env.relations.get(scan)?.columns ?? [],
    };
    for (const conjunct of conjuncts(condition)) {
      const predicate = predicateOf(conjunct, cx, own, false);
      // a row that an outer join made up has no file: only a condition that it fails may remove the rows it stands for
      if (predicate.op === 'true' || (own.nullable && !rejectsNull(predicate))) continue;
      cx.env.filters.set(scan, [...(cx.env.filters.get(scan) ?? []), predicate]);
    }
  }
}

const conjuncts = (e: Expr): readonly Expr[] => (e.node === 'and' ? e.terms.flatMap(conjuncts) : [e]);

/** Whether a row of nothing but NULL fails: every comparison is unknown of it. */
function rejectsNull(predicate: Predicate): boolean {
  switch (predicate.op) {
    case 'true': case 'is-null': case 'not': return false;
    case 'and': return predicate.args.some(rejectsNull);
    case 'or': return predicate.args.every(rejectsNull);
    default: return true;
  }
}

/** All that was remembered of a scan. */
export function filterOf(recorded: readonly Predicate[] | undefined): Predicate {
  const args = (recorded ?? []).filter((one, i, all) => all.findIndex((other) => same(other, one)) === i);
  return args.length === 0 ? { op: 'true' } : args.length === 1 ? args[0]! : { op: 'and', args };
}

const same = (a: Predicate, b: Predicate): boolean => text(a) === text(b);
const text = (predicate: Predicate): string => JSON.stringify(predicate, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : value));
