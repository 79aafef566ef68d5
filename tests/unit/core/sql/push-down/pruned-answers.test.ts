import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MACROS } from '@/lib/core/sql/macros';
import { readPiece } from '@/lib/core/sql/parse/parse-script';
import { splitStatements } from '@/lib/core/sql/parse/split';
import { translate } from '@/lib/core/sql/translate';
import { parseType } from '@/lib/model/values/type-text';
import { openSession, type Session } from '@/lib/ports/engines/duckdb/worker/session';
import type { ResolvedRelation, SqlSession } from '@/lib/ports/parser/port';
import { rowMatches } from './row-matches';

const session: SqlSession = { catalog: 'lake', schema: 'shop', user: 'ada', nowMs: Date.UTC(2026, 0, 3) };
const columns = { id: 'bigint', n: 'integer', d: 'decimal(6,1)', f: 'double', s: 'varchar', day: 'date', ts: 'timestamp(6)', b: 'boolean' };
const relation = (index: number): ResolvedRelation => ({ index, name: `lake.shop.t${index}`, columns: Object.entries(columns).map(([name, type]) => ({ name, type: parseType(type)! })) });
const FIRST_DAY = Date.UTC(2026, 0, 1) / 86_400_000;

/** Few values a column, so that conditions hit, and the ones that are special. */
const row = fc.record({
  id: fc.option(fc.bigInt({ min: -2n, max: 3n })),
  n: fc.option(fc.integer({ min: -2, max: 3 })),
  d: fc.option(fc.bigInt({ min: -20n, max: 30n })),
  f: fc.option(fc.constantFrom(-1, -0, 0, 0.5, 1, NaN, Infinity)),
  s: fc.option(fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'ä')),
  day: fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 3 })),
  ts: fc.option(fc.integer({ min: 0, max: 8 }).map((half) => BigInt(FIRST_DAY) * 86_400_000_000n + BigInt(half) * 43_200_000_000n)),
  b: fc.option(fc.boolean()),
});
type Row = Parameters<typeof rowMatches>[1];

function literal(value: Row[string], column: keyof typeof columns): string {
  if (value === null || value === undefined) return 'NULL';
  switch (column) {
    case 'd': return `CAST(${String(value)} AS DECIMAL(6,1)) / 10`;
    case 'f': return `CAST('${Object.is(value, -0) ? '-0.0' : String(value)}' AS DOUBLE)`;
    case 's': return `'${String(value as string)}'`;
    case 'day': return `CAST('1970-01-01' AS DATE) + CAST(${String(value)} AS INTEGER)`;
    case 'ts': return `make_timestamp(${String(value)})`;
    default: return String(value as bigint);
  }
}

/** Conditions over the columns of one alias. */
function condition(alias: string): fc.Arbitrary<string> {
  const at = (name: string): string => `${alias}.${name}`;
  const op = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
  const whole = fc.constantFrom('-1', '0', '1', '2', '1.5', '2.0', '1e0', '0.5e0', 'NULL');
  const text = fc.constantFrom("''", "'a'", "'ab'", "'b'", 'NULL');
  const dates = fc.constantFrom("DATE '2026-01-02'", "current_date", "current_date - INTERVAL '1' DAY", "TIMESTAMP '2026-01-02 00:00:00'", "TIMESTAMP '2026-01-02 12:00:00'");
  const { leaf } = fc.letrec<{ leaf: string; tree: string }>((tie) => ({
    leaf: fc.oneof(
      fc.tuple(fc.constantFrom('id', 'n', 'd', 'f'), op, whole).map(([c, o, v]) => `${at(c)} ${o} ${v}`),
      fc.tuple(fc.constantFrom('id', 'n', 'd', 'f'), op, whole).map(([c, o, v]) => `${v} ${o} ${at(c)}`),
      fc.tuple(op, text).map(([o, v]) => `${at('s')} ${o} ${v}`),
      fc.tuple(fc.constantFrom('day', 'ts', 'CAST(ts AS date)'), op, dates).map(([c, o, v]) => `${c.includes('(') ? `CAST(${at('ts')} AS date)` : at(c)} ${o} ${v}`),
      fc.tuple(fc.constantFrom('id', 'n', 'f', 'd'), fc.constantFrom('', 'NOT '), whole, whole).map(([c, not, x, y]) => `${at(c)} ${not}BETWEEN ${x} AND ${y}`),
      fc.tuple(fc.constantFrom('id', 'n', 'f', 'd'), fc.constantFrom('', 'NOT '), fc.array(whole, { minLength: 1, maxLength: 3 })).map(([c, not, list]) => `${at(c)} ${not}IN (${list.join(', ')})`),
      fc.tuple(fc.constantFrom('', 'NOT '), fc.constantFrom("'a%'", "'ab'", "'%'", "'a_'", "'%b'", "''")).map(([not, v]) => `${at('s')} ${not}LIKE ${v}`),
      fc.tuple(fc.constantFrom('id', 's', 'f', 'day', 'b'), fc.constantFrom('IS NULL', 'IS NOT NULL')).map(([c, test]) => `${at(c)} ${test}`),
      fc.constant(at('b')),
    ),
    tree: tie('leaf'),
  }));
  const node = (depth: number): fc.Arbitrary<string> => depth === 0 ? leaf : fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom(' AND ', ' OR '), fc.array(node(depth - 1), { minLength: 2, maxLength: 3 })).map(([word, terms]) => `(${terms.join(word)})`),
    node(depth - 1).map((inner) => `NOT (${inner})`),
  );
  return node(2);
}

const statement: fc.Arbitrary<string> = fc.tuple(condition('a'), condition('b'), condition('x')).chain(([a, b, x]) => fc.constantFrom(
  `SELECT * FROM t a WHERE ${a}`,
  `SELECT a.id, b.s FROM t a JOIN t b ON a.id = b.id AND ${b} WHERE ${a}`,
  ...['LEFT', 'RIGHT', 'FULL'].flatMap((side) => [
    `SELECT a.id, b.s, b.n FROM t a ${side} JOIN t b ON a.id = b.id WHERE ${a} AND ${b}`,
    `SELECT a.id, b.s, b.n FROM t a ${side} JOIN t b ON a.id = b.id WHERE ${b}`,
    `SELECT a.id, b.s, b.n FROM t a ${side} JOIN t b ON a.id = b.id AND ${a} AND ${b}`,
    `SELECT x.* FROM (SELECT b.* FROM t a ${side} JOIN t b ON a.n = b.n) x WHERE ${x}`,
  ]),
  `SELECT x.id FROM (SELECT *, count(*) OVER (PARTITION BY n) AS c FROM t a) x WHERE ${x}`,
  `SELECT x.id FROM (SELECT DISTINCT * FROM t) x WHERE ${x}`,
  `WITH a AS (SELECT * FROM t) SELECT a.id, b.id FROM a JOIN a b ON a.n = b.n WHERE ${a}`,
  `WITH x AS (SELECT * FROM t a WHERE ${a}) SELECT x.id FROM x WHERE ${x}`,
  `SELECT a.id FROM t a WHERE EXISTS (SELECT 1 FROM t b WHERE b.n = a.n AND ${b} AND ${a})`,
  `SELECT a.id FROM t a WHERE NOT EXISTS (SELECT 1 FROM t b WHERE b.n = a.n AND ${b})`,
  `SELECT a.id, (SELECT count(*) FROM t b WHERE b.n = a.n AND ${b}) FROM t a WHERE ${a}`,
  `SELECT a.n, count(*), sum(a.id) FROM t a WHERE ${a} GROUP BY a.n HAVING count(*) > 1`,
));

let engine: Session;
beforeAll(async () => { engine = await openSession(MACROS.join(';\n')); await engine.connection.run('SET threads = 1'); });
afterAll(() => { engine.connection.closeSync(); });

async function answer(connection: DuckDBConnection, sql: string, tables: ReadonlyMap<string, readonly Row[]>): Promise<readonly string[]> {
  const names = Object.keys(columns) as (keyof typeof columns)[];
  for (const [alias, rows] of tables) {
    const cells = names.map((name, i) => `c${i} ${{ d: 'DECIMAL(6,1)', f: 'DOUBLE', s: 'VARCHAR', day: 'DATE', ts: 'TIMESTAMP', b: 'BOOLEAN', n: 'INTEGER', id: 'BIGINT' }[name]}`);
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${alias} (${cells.join(', ')})`);
    if (rows.length > 0) await connection.run(`INSERT INTO ${alias} VALUES ${rows.map((one) => `(${names.map((name) => literal(one[name]!, name)).join(', ')})`).join(', ')}`);
  }
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map((one) => JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' || typeof value === 'number' ? String(value) : value))).toSorted();
}

it('an answer over the rows that the scans keep is the answer over all rows', async () => {
  let removed = 0;
  await fc.assert(fc.asyncProperty(statement, fc.array(row, { minLength: 1, maxLength: 14 }), async (sql, rows) => {
    const { mentions } = readPiece(splitStatements(sql)[0]!, session);
    const { sql: engineSql, scans } = translate(sql, 0, session, [...mentions.values()].map(({ index }) => relation(index)));
    const kept = scans.map(({ alias, filter }) => [alias, rows.filter((one) => rowMatches(filter, one))] as const);
    removed += kept.filter(([, some]) => some.length < rows.length).length;
    const whole = await answer(engine.connection, engineSql, new Map(scans.map(({ alias }) => [alias, rows])));
    expect(await answer(engine.connection, engineSql, new Map(kept))).toEqual(whole);
  }), { numRuns: 400 });
  // a test of pruning that never prunes would prove nothing
  expect(removed).toBeGreaterThan(100);
}, 120_000);
