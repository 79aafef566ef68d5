import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Row } from '@/lib/model/values/types';
import type { EngineStatement, SpoolView } from '@/lib/ports/engines/port';
import { startDuckDbEngine } from '../support/duckdb-engine';
import { EngineBench } from '../support/engine-bench';

let bench: EngineBench;
beforeAll(async () => { bench = new EngineBench(await startDuckDbEngine()); });
afterAll(() => bench.close());

interface Spooled { readonly spool: string; readonly columns: readonly Column[] }
async function spooled(sql: string, types: readonly string[], more: Partial<EngineStatement> = {}): Promise<Spooled> {
  const statement = bench.statement(sql, types, { functions: ['range', 'nullif'], ...more });
  await bench.start(statement).result;
  return statement;
}
async function rowsOf({ spool, columns }: Spooled, view: Partial<SpoolView>, limit = 10_000): Promise<readonly Row[]> {
  const made = await bench.engine.viewSpool(spool, columns, { sort: [], filter: [], ...view });
  const { rows, available } = await bench.engine.readSpool(made.spool, columns, 0, limit);
  expect(available).toBe(made.rowCount);
  return rows;
}
const values = (list: readonly string[], type: string): string => `SELECT * FROM (VALUES ${list.map((value, at) => `(CAST(${value} AS ${type}), ${at})`).join(', ')})`;

describe('sorting an answer', () => {
  it.each<readonly [string, string, readonly string[], readonly unknown[]]>([
    ['bigint', 'BIGINT', ["'9223372036854775807'", 'NULL', "'9223372036854775806'", "'-9223372036854775808'"], ['-9223372036854775808', '9223372036854775806', '9223372036854775807', null]],
    ['decimal(38,2)', 'DECIMAL(38,2)', ["'123456789012345678901234567890123456.02'", "'123456789012345678901234567890123456.01'", 'NULL'], ['123456789012345678901234567890123456.01', '123456789012345678901234567890123456.02', null]],
    ['double', 'DOUBLE', ["'NaN'", "'Infinity'", "'-1.5'", 'NULL'], [-1.5, 'Infinity', 'NaN', null]],
    ['varchar', 'VARCHAR', ["'b'", "'B'", "''", "'ä'", 'NULL'], ['', 'B', 'b', 'ä', null]],
    ['timestamp(6)', 'TIMESTAMP', ["'2024-02-29 23:59:59.123457'", "'2024-02-29 23:59:59.123456'"], ['2024-02-29 23:59:59.123456', '2024-02-29 23:59:59.123457']],
    ['boolean', 'BOOLEAN', ['true', 'NULL', 'false'], [false, true, null]],
  ])('orders %s as its values, NULL last in either direction', async (type, carrier, list, sorted) => {
    const answer = await spooled(values(list, carrier), [type, 'integer']);
    expect((await rowsOf(answer, { sort: [{ column: 0, direction: 'asc' }] })).map(([cell]) => cell)).toEqual(sorted);
    const nulls = sorted.filter((cell) => cell === null);
    expect((await rowsOf(answer, { sort: [{ column: 0, direction: 'desc' }] })).map(([cell]) => cell)).toEqual([...sorted.filter((cell) => cell !== null).reverse(), ...nulls]);
  });

  it('leaves equal rows in the order of the answer, over many parts, and never shows what the limit cut off', async () => {
    const answer = await spooled('SELECT range % 3, range FROM range(1000000)', ['bigint', 'bigint'], { rowLimit: 50_000 });
    const all = await bench.engine.readSpool(answer.spool, answer.columns, 0, 60_000);
    expect(all.rows).toHaveLength(50_000);
    const expected = ['2', '1', '0'].flatMap((key) => all.rows.filter(([cell]) => cell === key));
    expect(await rowsOf(answer, { sort: [{ column: 0, direction: 'desc' }] }, 60_000)).toEqual(expected);
    expect((await bench.engine.summarizeColumn(answer.spool, answer.columns, 1, 4)).rows).toBe(50_000);
  });
});

describe('filtering an answer', () => {
  it('knows all digits of a value', async () => {
    const answer = await spooled(values(["'9007199254740993'", "'9007199254740992'", 'NULL'], 'BIGINT'), ['bigint', 'integer']);
    const kept = async (is: 'eq' | 'ne' | 'gte' | 'lte') => (await rowsOf(answer, { filter: [{ column: 0, is, value: '9007199254740993' }] })).map(([cell]) => cell);
    expect(await kept('eq')).toEqual(['9007199254740993']);
    expect(await kept('ne')).toEqual(['9007199254740992', null]);
    expect(await kept('gte')).toEqual(['9007199254740993']);
    expect(await kept('lte')).toEqual(['9007199254740993', '9007199254740992']);
  });

  it.each<readonly [string, string, string, string | number | boolean]>([
    ['real', 'FLOAT', "'0.1'", 0.1], ['double', 'DOUBLE', "'0.1'", 0.1], ['double', 'DOUBLE', "'NaN'", 'NaN'], ['decimal(38,37)', 'DECIMAL(38,37)', "'1.0000000000000000000000000000000000001'", '1.0000000000000000000000000000000000001'],
    ['date', 'DATE', "'1582-10-15'", '1582-10-15'], ['time(6)', 'TIME', "'01:02:03.000004'", '01:02:03.000004'], ['timestamp(6)', 'TIMESTAMP', "'2024-02-29 23:59:59.123456'", '2024-02-29 23:59:59.123456'],
    ['timestamp(9)', 'TIMESTAMP_NS', "'2024-02-29 23:59:59.123456789'", '2024-02-29 23:59:59.123456789'], ['timestamp(6) with time zone', 'TIMESTAMPTZ', "'2024-02-29 23:59:59.5+00'", '2024-02-29 23:59:59.5'],
    ['uuid', 'UUID', "'0f0e0d0c-0b0a-0908-0706-050403020100'", '0f0e0d0c-0b0a-0908-0706-050403020100'], ['boolean', 'BOOLEAN', 'false', false], ['char(3)', 'VARCHAR', "'a'", 'a  '], ['tinyint', 'TINYINT', '-128', -128],
  ])('finds a value of %s (%s) again', async (type, carrier, literal, value) => {
    const answer = await spooled(values([literal, 'NULL'], carrier), [type, 'integer']);
    expect((await rowsOf(answer, { filter: [{ column: 0, is: 'eq', value }] })).map(([, at]) => at)).toEqual([0]);
    expect((await rowsOf(answer, { filter: [{ column: 0, is: 'ne', value }] })).map(([, at]) => at)).toEqual([1]);
    expect((await rowsOf(answer, { filter: [{ column: 0, is: 'null', value: null }] })).map(([, at]) => at)).toEqual([1]);
    expect((await rowsOf(answer, { filter: [{ column: 0, is: 'notnull', value: null }] })).map(([, at]) => at)).toEqual([0]);
  });

  it('looks into texts of either case, and takes no character of a value for more than itself', async () => {
    const texts = ['Straße', "it's", "' OR 1=1 --", '100%', 'a_b', '\\', '$1', '";DROP TABLE x'];
    const answer = await spooled(values(texts.map((text) => `'${text.replaceAll("'", "''")}'`), 'VARCHAR'), ['varchar', 'integer']);
    const found = async (value: string) => (await rowsOf(answer, { filter: [{ column: 0, is: 'contains', value }] })).map(([cell]) => cell);
    expect(await found('STRA')).toEqual(['Straße']);
    expect(await found("' or 1=1 --")).toEqual(["' OR 1=1 --"]);
    expect(await found('%')).toEqual(['100%']);
    expect(await found('_')).toEqual(['a_b']);
    expect(await found('\\')).toEqual(['\\']);
    expect(await found('$1')).toEqual(['$1']);
    expect(await found('";drop')).toEqual(['";DROP TABLE x']);
    expect(await found("x'); COPY (SELECT 1) TO '/tmp/x")).toEqual([]);
  });

  it('finds any text by itself and nothing else', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').toWellFormed()), { minLength: 1, maxLength: 5 }), async (texts) => {
      const answer = await spooled(values(texts.map((text) => `'${text.replaceAll("'", "''")}'`), 'VARCHAR'), ['varchar', 'integer']);
      for (const [at, value] of texts.entries()) expect((await rowsOf(answer, { filter: [{ column: 0, is: 'eq', value }] })).map(([, place]) => place)).toEqual([at]);
    }), { numRuns: 10 });
  });

  it('keeps the order of the answer, lets all conditions hold, and sorts what is left', async () => {
    const answer = await spooled('SELECT 99999 - range, range % 10 FROM range(100000)', ['bigint', 'bigint']);
    const filter: SpoolView['filter'] = [{ column: 1, is: 'eq', value: '3' }, { column: 0, is: 'gte', value: '99000' }, { column: 0, is: 'lte', value: '99100' }];
    const numbers = (await rowsOf(answer, { filter })).map(([cell]) => Number(cell));
    expect(numbers).toHaveLength(10);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect((await rowsOf(answer, { filter, sort: [{ column: 0, direction: 'asc' }] })).map(([cell]) => Number(cell))).toEqual(numbers.toReversed());
  });

  it('has a view of an answer without rows, and one that leaves none', async () => {
    const empty = await spooled('SELECT range FROM range(0)', ['bigint']);
    expect(await rowsOf(empty, { filter: [{ column: 0, is: 'notnull', value: null }] })).toEqual([]);
    const some = await spooled('SELECT range FROM range(3)', ['bigint']);
    expect(await rowsOf(some, { filter: [{ column: 0, is: 'null', value: null }] })).toEqual([]);
  });
});

describe('views on disk', () => {
  it('are made once, and only the last few of an answer are kept', async () => {
    const answer = await spooled('SELECT range FROM range(100)', ['bigint']);
    const view = (value: number): SpoolView => ({ sort: [], filter: [{ column: 0, is: 'gte', value: String(value) }] });
    const [one, two] = await Promise.all([1, 1].map((value) => bench.engine.viewSpool(answer.spool, answer.columns, view(value))));
    expect(one).toEqual(two);
    for (let value = 2; value < 12; value += 1) expect((await bench.engine.viewSpool(answer.spool, answer.columns, view(value))).rowCount).toBe(100 - value);
    expect(readdirSync(join(answer.spool, 'views'))).toHaveLength(6);
    expect((await bench.engine.viewSpool(answer.spool, answer.columns, view(1))).rowCount).toBe(99);
  });

  it('are refused of a spool that is not finished', async () => {
    const spool = join(bench.folder, 'unfinished');
    mkdirSync(spool);
    await expect(bench.engine.viewSpool(spool, [{ name: 'a', type: { kind: 'bigint' } }], { sort: [{ column: 0, direction: 'asc' }], filter: [] })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('summing a column up', () => {
  const summary = async (sql: string, types: readonly string[], bars = 4) => {
    const answer = await spooled(sql, types);
    return bench.engine.summarizeColumn(answer.spool, answer.columns, 0, bars);
  };
  it('counts, and spreads numbers over their range', async () => {
    expect(await summary('SELECT nullif(range, 7) FROM range(100)', ['bigint'])).toEqual({ rows: 100, nulls: 1, distinct: 99, distinctIsExact: true, least: '0', greatest: '99', bars: [24, 25, 25, 25], common: [] });
  });
  it('keeps both ends exact', async () => {
    expect(await summary(values(["'9223372036854775807'", "'9223372036854775806'"], 'BIGINT'), ['bigint', 'integer'])).toMatchObject({ least: '9223372036854775806', greatest: '9223372036854775807', distinct: 2 });
    expect(await summary(values(["'2024-02-29 23:59:59.123456'", "'2024-03-01 00:00:00'"], 'TIMESTAMP'), ['timestamp(6)', 'integer'])).toMatchObject({ least: '2024-02-29 23:59:59.123456', bars: [1, 0, 0, 1] });
  });
  it('has a place for what is not finite and for a single value', async () => {
    expect(await summary(values(["'NaN'", "'-Infinity'", '1', '3'], 'DOUBLE'), ['double', 'integer'])).toMatchObject({ rows: 4, least: '-Infinity', greatest: 'NaN', bars: [1, 0, 0, 1] });
    expect(await summary(values(['5', '5'], 'INTEGER'), ['integer', 'integer'])).toMatchObject({ bars: [2, 0, 0, 0] });
  });
  it('names the most frequent texts, cut', async () => {
    const long = 'x'.repeat(400);
    expect(await summary(values(["'b'", "'b'", "'a'", `'${long}'`, "'c'", "'d'", 'NULL'], 'VARCHAR'), ['varchar', 'integer'])).toMatchObject({ nulls: 1, distinct: 5, least: 'a', greatest: 'x'.repeat(300), bars: [], common: [{ value: 'b', rows: 2 }, { value: 'a', rows: 1 }, { value: 'c', rows: 1 }, { value: 'd', rows: 1 }] });
  });
  it('has no range of nothing, and only counts what has no order', async () => {
    expect(await summary('SELECT CAST(NULL AS INTEGER) FROM range(3)', ['integer'])).toEqual({ rows: 3, nulls: 3, distinct: 0, distinctIsExact: true, least: null, greatest: null, bars: [], common: [] });
    expect(await summary('SELECT [1] FROM range(3)', ['array(integer)'])).toMatchObject({ rows: 3, nulls: 0, distinct: 1, least: null, bars: [], common: [] });
  });
});
