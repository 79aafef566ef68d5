import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startFailure } from '@/lib/kernel/start-failure';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { Database } from '@/lib/ports/db/port';
import { migrations, template } from '../support/database';
import { NO_SMALL_DISK, SmallDisk } from '../support/small-disk';

const SAID = { code: 'STORAGE_FULL', message: expect.stringMatching(/^There is no room left on the disk of the database [^\n]+\.$/) as string };
const disk = SmallDisk.mount(`/dev/shm/full-start-${process.pid}`, '120m');
describe.skipIf(disk === null)(`a start on a full disk${disk === null ? `: skipped, ${NO_SMALL_DISK}` : ''}`, { timeout: 120_000 }, () => {
  if (disk === null) return;
  afterAll(() => { disk.unmount(); });
  const home = join(disk.folder, 'home');
  mkdirSync(home, { recursive: true });
  const folder = join(home, 'database');
  const open = (): Promise<Database> => openPGlite({ folder, migrations, template });

  // no room for the database; for some of it; for it and not for its migrations
  it.each([0, 3_000_000, 25_000_000, 60_000_000])('of which %i bytes are free says so in a sentence, and the next one is whole', async (room) => {
    disk.fill(room);
    await expect(open()).rejects.toMatchObject(SAID);
    if (room < 40_000_000) expect(readdirSync(home)).toEqual([]);
    disk.free();
    const db = await open();
    await db.check();
    expect(await db.client.user.count()).toBe(0);
    await db.close();
    rmSync(folder, { recursive: true });
  });
});

it('a failure to start is one sentence where the disk is full, and where the console knows the reason', () => {
  expect(startFailure(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toMatch(/^There is no room left on the disk of the folder that LAKEHOUSE_HOME names\. [^\n]+$/);
  expect(startFailure(new TypeError('x is not a function'))).toContain('full-disk-start.test');
});
