import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { SqlLake } from '../../support/sql-lake';

let lake: SqlLake;
beforeAll(async () => { lake = await SqlLake.open(); });
afterAll(() => lake.close());
beforeEach(async () => {
  await lake.must('CREATE TABLE t (n bigint)');
  await lake.must('INSERT INTO t VALUES 1, 2, 3');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await lake.must('DROP TABLE t');
});

/** Somebody commits `sql` right after the table was looked up so many times. */
function meanwhile(sql: string, after: number): void {
  const { loadTable } = lake.catalog;
  let left = after;
  vi.spyOn(lake.catalog, 'loadTable').mockImplementation(async (table) => {
    const loaded = await loadTable.call(lake.catalog, table);
    if (table.name === 't' && (left -= 1) === 0) await lake.must(sql);
    return loaded;
  });
}

it('a table that joins itself is joined in one state, as are its metadata tables', async () => {
  meanwhile('INSERT INTO t VALUES 4', 1);
  expect(await lake.rows('SELECT count(*), (SELECT count(*) FROM t), (SELECT sum(added_data_files_count) FROM "t$manifests") FROM t a FULL JOIN t b ON a.n = b.n')).toEqual([['3', '3', '1']]);
});

it.each([1, 2])('a table is read in the state to which rows are added, when somebody else adds some after %i looks', async (after) => {
  meanwhile('INSERT INTO t VALUES 4', after);
  await lake.must('INSERT INTO t SELECT (SELECT max(n) FROM t) * 10 + (SELECT count(*) FROM t)');
  expect(await lake.rows('SELECT max(n) FROM t')).toEqual([['33']]);
});

it('another statement of the same run sees what was committed meanwhile', async () => {
  meanwhile('INSERT INTO t VALUES 4', 1);
  expect(await lake.rows('SELECT count(*) FROM t; SELECT count(*) FROM t')).toEqual([['4']]);
});
