import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recoverQueries, sweepQueries } from '@/lib/features/queries';
import { overLimit } from '@/lib/features/queries/lifecycle';
import { peoplePorts } from '../../../support/people-ports';

const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 1) + hours * HOUR);
const limits = { before: at(0), total: 100, perPerson: 60 };

describe('which results go', () => {
  it('are the old ones', () => {
    expect(overLimit([{ id: 'old', userId: 'a', endedAt: at(-1) }, { id: 'new', userId: 'a', endedAt: at(1) }], new Map([['old', 1], ['new', 1]]), limits)).toEqual(['old']);
  });
  it('are the oldest of a person who keeps too much, and nobody else\'s', () => {
    const kept = [{ id: 'a1', userId: 'a', endedAt: at(1) }, { id: 'b1', userId: 'b', endedAt: at(2) }, { id: 'a2', userId: 'a', endedAt: at(3) }];
    expect(overLimit(kept, new Map([['a1', 40], ['b1', 30], ['a2', 40]]), limits)).toEqual(['a1']);
  });
  it('are the oldest of all when all together is too much', () => {
    const kept = ['a', 'b', 'c'].map((userId, n) => ({ id: `${userId}1`, userId, endedAt: at(n + 1) }));
    expect(overLimit(kept, new Map([['a1', 50], ['b1', 50], ['c1', 50]]), limits)).toEqual(['a1']);
  });
});

describe('at a start and from time to time', () => {
  let house: Awaited<ReturnType<typeof peoplePorts>>;
  let userId: string;
  beforeAll(async () => {
    house = await peoplePorts({ LAKEHOUSE_SPOOL_HOURS: '24', LAKEHOUSE_HISTORY_DAYS: '7' });
    userId = (await house.person('ann', 'analyst', 'catalog/lake')).principal.id;
  });
  afterAll(() => house.end());

  const insert = (id: string, phase: string, endedAt: Date | null) =>
    house.ports.db.client.query.create({ data: { id, userId, sql: 'SELECT 1', via: 'api', engine: 'duckdb', phase, submittedAt: endedAt ?? at(0), endedAt } });
  const spool = (id: string): string => {
    const folder = join(house.ports.settings.spool, id, '0');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'rows.parquet'), 'x'.repeat(1000));
    return folder;
  };

  it('runs that nobody will finish are lost', async () => {
    await insert('open', 'running', null);
    await insert('done', 'finished', at(0));
    expect(await recoverQueries(house.ports, at(1))).toBe(1);
    expect(await house.ports.db.client.query.findUnique({ where: { id: 'open' } })).toMatchObject({ phase: 'lost', endedAt: at(1), error: { code: 'RUN_LOST' } });
    expect(await house.ports.db.client.query.findUnique({ where: { id: 'done' } })).toMatchObject({ phase: 'finished', endedAt: at(0) });
  });

  it('old results, folders of nobody and old history are removed, and the rest stays', async () => {
    const now = at(24 * 10);
    const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * HOUR);
    await insert('fresh', 'finished', hoursAgo(1));
    await insert('stale', 'finished', hoursAgo(30));
    const [fresh, stale, unknown] = ['fresh', 'stale', 'of-nobody'].map(spool);
    await sweepQueries(house.ports, now);
    expect([fresh, stale, unknown].map((folder) => existsSync(folder ?? ''))).toEqual([true, false, false]);
    const kept = await house.ports.db.client.query.findMany({ orderBy: { id: 'asc' }, select: { id: true, spoolSweptAt: true } });
    expect(kept).toEqual([{ id: 'fresh', spoolSweptAt: null }, { id: 'stale', spoolSweptAt: now }]);
  });
});
