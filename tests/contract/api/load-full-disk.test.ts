import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { LoadApi } from '@/tests/support/load-api';
import { filesIn, NO_SMALL_DISK, SmallDisk } from '@/tests/support/small-disk';

const ROWS = 150_000;
const COLUMNS = [{ source: 'id', name: 'id', type: 'long' }, { source: 'text', name: 'text', type: 'string' }];
/** nothing in it is said twice, so that it stays large when it is compressed */
const csv = (rows: number): string => `id,text\n${Array.from({ length: rows }, (_, index) => `${index},${crypto.randomUUID()}`).join('\n')}\n`;

let disk: SmallDisk | null = null;
let load: LoadApi | null = null;
afterEach(async () => {
  // before the folder that it stands in is removed
  disk?.unmount();
  await load?.end();
  [disk, load] = [null, null];
});

it('a disk that is full while a file is sent is said in a sentence, and nothing of the file stays', { timeout: 300_000 }, async ({ skip }) => {
  load = await LoadApi.open();
  const uploads = join(load.api.ports.settings.home, 'uploads');
  disk = SmallDisk.mount(uploads, '1m');
  if (disk === null) skip(NO_SMALL_DISK);
  const answer = await load.send('large.csv', Array.from({ length: 40 }, () => csv(2000)));
  expect(answer).toMatchObject({ status: 507, body: { code: 'STORAGE_FULL', detail: 'There is no room left on the disk for this file.' } });
  expect(readdirSync(uploads)).toEqual([]);
  expect((await load.send('small.csv', csv(10))).status).toBe(201);
});

it('a disk that is full while rows are written fails the load in a sentence, with no table and no file left', { timeout: 600_000 }, async ({ skip }) => {
  disk = SmallDisk.mount(`/dev/shm/load-${process.pid}`, '1m');
  if (disk === null) return skip(NO_SMALL_DISK);
  const warehouse = join(disk.folder, 'warehouse');
  mkdirSync(warehouse);
  load = await LoadApi.open(warehouse);
  const upload = await load.upload('large.csv', csv(ROWS));
  const job = await load.load('large', { upload, mode: 'create', columns: COLUMNS });
  expect(job.error).toMatchObject({ code: 'STORAGE_FULL', message: expect.stringMatching(/^There is no room left on the disk .*Nothing of large\.csv was loaded\.$/) });
  expect((await load.api.call('ada', 'GET', '/catalogs/lake/namespaces/made/tables/large')).status).toBe(404);
  expect(filesIn(disk.folder).filter((path) => path.endsWith('.parquet'))).toEqual([]);
  expect(existsSync(join(warehouse, 'made', 'large'))).toBe(false);
  const small = await load.load('small', { upload: await load.upload('small.csv', csv(10)), mode: 'create', columns: COLUMNS });
  expect(small.result).toMatchObject({ rows: 10 });
});
