import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createSqlParser } from '@/lib/ports/parser/children/create-sql-parser';
import { buildWorkers } from '../support/build-workers';
import { describeSqlParser, session } from './sql-parser.suite';

const nested = `SELECT ${'(1+'.repeat(190)}1${')'.repeat(190)};`;

/** Processes that run the worker's bundle as children of this one. */
function workersOf(pid: number): readonly number[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((entry) => {
    try {
      return readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid) && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('sql-worker');
    } catch {
      return false; // it ended while we looked
    }
  });
}

const large = `SELECT 1 WHERE 1 IN (${Array.from({ length: 42_000 }, (_, i) => i).join(',')})`;
const heapBytes = 72 * 2 ** 20;

describeSqlParser('children', async () => {
  const workers = await buildWorkers('sql-worker');
  const before = new Set(workersOf(process.pid));
  const parser = createSqlParser({ workers, size: 2, deadlineMs: 3000, heapBytes });
  return {
    parser,
    children: () => Promise.resolve(workersOf(process.pid).filter((pid) => !before.has(pid))),
    slow: nested.repeat(320),
    large,
  };
});

// the suite's deadline may come first on a slow machine; here there is time enough
it('says that a text took too much memory', async () => {
  const parser = createSqlParser({ workers: await buildWorkers('sql-worker'), size: 1, deadlineMs: 60_000, heapBytes });
  await expect(parser.parse(large, session)).rejects.toMatchObject({ code: 'QUERY_FAILED', message: expect.stringContaining('memory') as string });
  await parser.close();
}, 90_000);
