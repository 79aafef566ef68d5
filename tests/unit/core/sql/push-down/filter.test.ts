import { describe, expect, it } from 'vitest';
import { translate } from '@/lib/core/sql/translate';
import type { Predicate } from '@/lib/model/iceberg/types';
import { parseType } from '@/lib/model/values/type-text';
import type { ResolvedRelation, SqlSession } from '@/lib/ports/parser/port';
import { splitStatements } from '@/lib/core/sql/parse/split';
import { readPiece } from '@/lib/core/sql/parse/parse-script';

const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'ada', nowMs: Date.UTC(2026, 10, 25, 12) };
const columns = { id: 'bigint', n: 'integer', d: 'decimal(10,2)', f: 'double', r: 'real', s: 'varchar', day: 'date', ts: 'timestamp(6)', z: 'timestamp(6) with time zone', ns: 'timestamp(9)', b: 'boolean', 'a.b': 'integer' };
const relation = (index: number): ResolvedRelation => ({ index, name: `lake.shop.t${index}`, columns: Object.entries(columns).map(([name, type]) => ({ name, type: parseType(type)! })) });

function scansOf(sql: string) {
  const { mentions } = readPiece(splitStatements(sql)[0]!, session);
  return translate(sql, 0, session, [...mentions.values()].map(({ index }) => relation(index))).scans;
}
const filterOf = (where: string): Predicate => scansOf(`SELECT 1 FROM t WHERE ${where}`)[0]!.filter;
const ANY = { op: 'true' };
const day = (text: string): number => Date.parse(text) / 86_400_000;
const micros = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;

describe('what a condition says of the rows of one table', () => {
  it.each<[string, Predicate | typeof ANY]>([
    ['id = 5', { op: '=', column: 'id', value: 5n }],
    ['5 < id', { op: '>', column: 'id', value: 5n }],
    ['n >= -3', { op: '>=', column: 'n', value: -3 }],
    ['NOT (n >= 3)', { op: '<', column: 'n', value: 3 }],
    ['id = 5.0', { op: '=', column: 'id', value: 5n }],
    ['id < 5e0', { op: '<', column: 'id', value: 5n }],
    ['d = 1.5', { op: '=', column: 'd', value: 150n }],
    ['d > 2', { op: '>', column: 'd', value: 200n }],
    ['f > 1.5', { op: '>', column: 'f', value: 1.5 }],
    ['f <= -1e0', { op: '<=', column: 'f', value: -1 }],
    ['r = 0.5e0', { op: '=', column: 'r', value: 0.5 }],
    ["s = 'a'", { op: '=', column: 's', value: 'a' }],
    ["s LIKE 'ab%c_'", { op: 'starts-with', column: 's', value: 'ab' }],
    ["s LIKE 'ab'", { op: '=', column: 's', value: 'ab' }],
    ["s NOT LIKE 'ab%'", { op: 'not-starts-with', column: 's', value: 'ab' }],
    ["day = DATE '2026-01-02'", { op: '=', column: 'day', value: day('2026-01-02') }],
    ["day >= CAST('2026-01-02' AS date)", { op: '>=', column: 'day', value: day('2026-01-02') }],
    ["day > current_date - INTERVAL '7' DAY", { op: '>', column: 'day', value: day('2026-11-18') }],
    ["day > DATE '2026-03-31' - INTERVAL '1' MONTH", { op: '>', column: 'day', value: day('2026-02-28') }],
    ["day < TIMESTAMP '2026-01-02 00:00:00'", { op: '<', column: 'day', value: day('2026-01-02') }],
    ["ts >= TIMESTAMP '2026-01-02 03:04:05.678'", { op: '>=', column: 'ts', value: micros('2026-01-02T03:04:05.678Z') }],
    ["ts < DATE '2026-01-02'", { op: '<', column: 'ts', value: micros('2026-01-02') }],
    ["CAST(ts AS date) = DATE '2026-01-02'", { op: 'and', args: [{ op: '>=', column: 'ts', value: micros('2026-01-02') }, { op: '<', column: 'ts', value: micros('2026-01-03') }] }],
    ["CAST(z AS date) > DATE '2026-01-02'", { op: '>=', column: 'z', value: micros('2026-01-03') }],
    ["z < TIMESTAMP '2026-01-02 00:00:00 UTC'", { op: '<', column: 'z', value: micros('2026-01-02') }],
    ["ns < TIMESTAMP '2026-01-02 00:00:00'", { op: '<', column: 'ns', value: micros('2026-01-02') * 1000n }],
    ['b', { op: '=', column: 'b', value: true }],
    ['NOT b', { op: '=', column: 'b', value: false }],
    ['id IN (1, 2, NULL)', { op: 'in', column: 'id', values: [1n, 2n] }],
    ['id BETWEEN 1 AND 3', { op: 'and', args: [{ op: '>=', column: 'id', value: 1n }, { op: '<=', column: 'id', value: 3n }] }],
    ['id NOT BETWEEN 1 AND 3', { op: 'or', args: [{ op: '<', column: 'id', value: 1n }, { op: '>', column: 'id', value: 3n }] }],
    ['s IS NULL', { op: 'is-null', column: 's' }],
    ['s IS NOT NULL', { op: 'not-null', column: 's' }],
    ['id = 1 AND s IS NULL OR id = 2', { op: 'or', args: [{ op: 'and', args: [{ op: '=', column: 'id', value: 1n }, { op: 'is-null', column: 's' }] }, { op: '=', column: 'id', value: 2n }] }],
    ['false', { op: 'false' }],
  ])('%s', (where, expected) => {
    expect(filterOf(where)).toEqual(expected);
  });

  it.each([
    'id <> 5', 'NOT id = 5', 'n = 3000000000', 'id = 5.5', 'd = 1.234', 'r = 0.1e0', 'f <> 1e0', 'NOT (f > 1e0)', "s LIKE '%a'", "s NOT LIKE 'a%b'", 'id = n', 'id + 1 = 5', "day > TIMESTAMP '2026-01-02 00:00:01'",
    'id NOT IN (1, 2)', '"a.b" = 1', 'd > 1e0', 'id BETWEEN 9007199254740993 AND 1e300', 'id IN (1, 2e0)', "id = 1 OR s LIKE '%x'", 'true', 'f NOT BETWEEN 1e0 AND 2e0', 'id = 9007199254740993e0',
  ])('%s says nothing that files could be left out by', (where) => {
    expect(filterOf(where)).toEqual(ANY);
  });

  it('tells a long list by its ends', () => {
    expect(filterOf(`id IN (${Array.from({ length: 300 }, (_, i) => i * 2).join(', ')})`)).toEqual({ op: 'and', args: [{ op: '>=', column: 'id', value: 0n }, { op: '<=', column: 'id', value: 598n }] });
  });
});

describe('which scans a condition reaches', () => {
  const filters = (sql: string): readonly Predicate[] => scansOf(sql).map(({ filter }) => filter);
  const five: Predicate = { op: '=', column: 'id', value: 5n };
  const nothing: Predicate = { op: 'true' };

  it.each<[string, readonly Predicate[]]>([
    ['SELECT 1 FROM a JOIN b ON a.id = b.id AND b.id = 5 WHERE a.id = 5', [five, five]],
    ['SELECT 1 FROM a LEFT JOIN b ON a.id = b.id AND b.id = 5 AND a.id = 5', [nothing, five]],
    ['SELECT 1 FROM a RIGHT JOIN b ON a.id = 5 AND b.id = 5', [five, nothing]],
    ['SELECT 1 FROM a FULL JOIN b ON a.id = 5 AND b.id = 5', [nothing, nothing]],
    ['SELECT 1 FROM a LEFT JOIN b ON a.id = b.id WHERE b.id = 5 AND a.id = 5', [five, five]],
    ['SELECT 1 FROM a LEFT JOIN b ON a.id = b.id WHERE b.id IS NULL', [nothing, nothing]],
    ['SELECT 1 FROM a LEFT JOIN b ON a.id = b.id WHERE b.id = 5 OR b.id IS NULL', [nothing, nothing]],
    ['SELECT 1 FROM a LEFT JOIN b ON a.id = b.id WHERE a.id IS NULL', [{ op: 'is-null', column: 'id' }, nothing]],
    ['SELECT 1 FROM (SELECT b.id FROM a LEFT JOIN b ON a.id = b.id) x WHERE x.id IS NULL', [nothing, nothing]],
    ['SELECT 1 FROM (SELECT id AS k FROM a) x WHERE k = 5', [five]],
    ['SELECT 1 FROM (SELECT id FROM a LIMIT 3) x WHERE id = 5', [nothing]],
    ['SELECT 1 FROM (SELECT DISTINCT id FROM a) x WHERE id = 5', [nothing]],
    ['SELECT 1 FROM (SELECT id, row_number() OVER (ORDER BY n) FROM a) x WHERE id = 5', [nothing]],
    ['SELECT 1 FROM (SELECT id FROM a GROUP BY id) x WHERE id = 5', [nothing]],
    ['SELECT 1 FROM (SELECT id FROM a UNION ALL SELECT id FROM b) x WHERE id = 5', [nothing, nothing]],
    ['WITH x AS (SELECT id FROM a) SELECT 1 FROM x WHERE id = 5', [five]],
    ['WITH x AS (SELECT id FROM a) SELECT 1 FROM x JOIN x y ON x.id = y.id WHERE x.id = 5', [nothing]],
    ['WITH x AS (SELECT id FROM a WHERE id = 5) SELECT 1 FROM x JOIN x y ON x.id = y.id', [five]],
    ['SELECT 1 FROM a WHERE EXISTS (SELECT 1 FROM b WHERE a.id = 5 AND b.id = a.id)', [nothing, nothing]],
    ['SELECT 1 FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.id = 5 AND b.id = a.id)', [nothing, five]],
    ['SELECT count(*) FILTER (WHERE id = 5) FROM a', [nothing]],
    ['SELECT id, count(*) FROM a GROUP BY id HAVING id = 5', [nothing]],
  ])('%s', (sql, expected) => {
    expect(filters(sql)).toEqual(expected);
  });
});

describe('LIMIT', () => {
  const limit = (sql: string): number | null => scansOf(sql)[0]!.limit;
  it.each([['SELECT * FROM a LIMIT 10', 10], ['SELECT id + 1 FROM a x OFFSET 5 LIMIT 10', 15], ['SELECT 1 FROM (SELECT id FROM a LIMIT 3) x ORDER BY 1', 3]])('%s', (sql, expected) => {
    expect(limit(sql)).toBe(expected);
  });
  it.each(['SELECT * FROM a ORDER BY id LIMIT 10', 'SELECT DISTINCT id FROM a LIMIT 10', 'SELECT count(*) FROM a LIMIT 10', 'SELECT id FROM a GROUP BY id LIMIT 10', 'SELECT * FROM a WHERE id = 1 LIMIT 10', 'SELECT row_number() OVER () FROM a LIMIT 10', 'SELECT * FROM a, b LIMIT 10', 'SELECT id FROM a UNION ALL SELECT id FROM a LIMIT 10'])('needs every row: %s', (sql) => {
    expect(limit(sql)).toBeNull();
  });
});
