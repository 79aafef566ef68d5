import { describe, expect, it } from 'vitest';
import type { Predicate, PrimitiveValue } from '@/lib/model/iceberg';
import { expectedOf, sorted, type ReadOrder } from '../support/format-lake';
import { formatLakes } from '../support/format-lakes';

const lakes = formatLakes();

/** A value of each column as filters hold it, as SQL writes it, and as the console shows it. */
interface Value { readonly value: PrimitiveValue; readonly sql: string; readonly cell: unknown }
const VALUES: Readonly<Record<string, readonly Value[]>> = {
  n: [{ value: -1, sql: '-1', cell: -1 }, { value: 34, sql: '34', cell: 34 }, { value: 0, sql: '0', cell: 0 }],
  l: [{ value: -11n, sql: '-11', cell: '-11' }, { value: 1_099_511_627_776n, sql: '1099511627776', cell: '1099511627776' }],
  s: [{ value: 'iceberg', sql: "'iceberg'", cell: 'iceberg' }, { value: 'été', sql: "'été'", cell: 'été' }, { value: '', sql: "''", cell: '' }],
  d: [{ value: -1, sql: "DATE '1969-12-31'", cell: '1969-12-31' }, { value: 17_486, sql: "DATE '2017-11-16'", cell: '2017-11-16' }],
  tz: [{ value: -1n, sql: "TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'", cell: '1969-12-31 23:59:59.999999 UTC' }, { value: 1n, sql: "TIMESTAMPTZ '1970-01-01 00:00:00.000001+00'", cell: '1970-01-01 00:00:00.000001 UTC' }],
  dec: [{ value: -5n, sql: '-0.05', cell: '-0.05' }, { value: 1420n, sql: '14.20', cell: '14.20' }],
};
/** Which rows hold, told by SQL over the whole table of ours; what is proved is that planning by `predicate` loses none of them. */
interface Question { readonly predicate: Predicate; readonly where: string; readonly keeps: number | null }

function questions(columns: readonly string[], cells: (column: string) => readonly unknown[]): readonly Question[] {
  return columns.flatMap((column, index) => {
    const c = `c${index}`;
    const about = (VALUES[column] ?? []).flatMap(({ value, sql, cell }): readonly Question[] => {
      const count = cells(column).filter((other) => other === cell).length;
      return [
        { predicate: { op: '=', column, value }, where: `${c} = ${sql}`, keeps: count }, { predicate: { op: 'in', column, values: [value] }, where: `${c} IN (${sql})`, keeps: count },
        { predicate: { op: '<', column, value }, where: `${c} < ${sql}`, keeps: null }, { predicate: { op: '>=', column, value }, where: `${c} >= ${sql}`, keeps: null },
        { predicate: { op: 'not', arg: { op: '<=', column, value } }, where: `NOT (${c} <= ${sql})`, keeps: null }, { predicate: { op: '!=', column, value }, where: `${c} <> ${sql}`, keeps: null },
        ...(typeof value === 'string' ? [{ predicate: { op: 'starts-with', column, value: value.slice(0, 1) } as const, where: `starts_with(${c}, '${value.slice(0, 1)}')`, keeps: null }] : []),
      ];
    });
    const nulls = cells(column).filter((cell) => cell === null).length;
    return [...about, { predicate: { op: 'is-null', column }, where: `${c} IS NULL`, keeps: nulls }, { predicate: { op: 'not-null', column }, where: `${c} IS NOT NULL`, keeps: cells(column).length - nulls }];
  });
}

const TABLES = [
  ...['by_identity', 'by_bucket', 'by_truncate', 'by_years', 'by_days', 'by_hours', 'by_tz_days'].map((name) => ['spark', 'spark', name] as const),
  ...['by_bucket', 'by_truncate', 'by_times'].map((name) => ['pyiceberg', 'py', name] as const),
];

describe('planning by what real writers recorded of partitions and columns loses no row', () => {
  it.each(TABLES)('%s: %s.%s', async (writer, namespace, name) => {
    const lake = await lakes(writer, `${namespace}/${name}`);
    const said = expectedOf(writer)[name]?.reads[0];
    const only = (said?.columns ?? []).filter((column) => VALUES[column] !== undefined);
    const asked = questions(only, (column) => (said?.rows ?? []).map((row) => row[said?.columns.indexOf(column) ?? -1]));
    const [pruned, whole] = await Promise.all([
      lake.readAll({ namespace: [namespace], name }, asked.map(({ predicate, where }): ReadOrder => ({ only, filter: predicate, where: `WHERE ${where}`, functions: ['starts_with'] }))),
      lake.readAll({ namespace: [namespace], name }, asked.map(({ where }): ReadOrder => ({ only, where: `WHERE ${where}`, functions: ['starts_with'] }))),
    ]);
    for (const [index, { where, keeps }] of asked.entries()) {
      const [some, all] = [pruned[index], whole[index]];
      expect(sorted(some?.rows ?? [], some?.columns ?? []), where).toEqual(sorted(all?.rows ?? [], all?.columns ?? []));
      if (keeps !== null) expect(some?.rows.length, where).toBe(keeps);
    }
    // and it does prune: equality never reads every file where the table has several
    const equal = asked.map(({ predicate }, index) => ({ predicate, counts: pruned[index]?.plan.counts })).filter(({ predicate }) => predicate.op === '=');
    for (const { predicate, counts } of equal) expect(counts?.filesPlanned, JSON.stringify(predicate, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toBeLessThan(counts?.filesTotal ?? 0);
  });
});
