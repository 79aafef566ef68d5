import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatLakes } from '../../support/format-lakes';
import { writeParquet } from '../../support/parquet-writer';
import type { FormatLake } from '../../support/format-lake';

const lakes = formatLakes();
const table = { namespace: ['java'], name: 'position_deletes' };

/** Puts other rows into the delete file of partition b, which holds for one data file of two rows (6 and 7) alone. */
async function withDeletes(lake: FormatLake, rows: (dataFile: string) => string): Promise<void> {
  const { plan } = await lake.read(table);
  const file = plan.files.find((one) => one.path.includes('part=b'));
  const [deletes] = file?.deletes ?? [];
  if (file === undefined || deletes === undefined) throw new Error('no deletes in part=b');
  rmSync(lake.folder + deletes.path);
  await writeParquet(lake.folder + deletes.path, `SELECT * FROM (VALUES ${rows(`'${file.file.path}'`)}) v(file_path, pos)`, '{file_path: 2147483546, pos: 2147483545}');
}
const inB = async (lake: FormatLake): Promise<readonly unknown[]> => (await lake.read(table, { where: "WHERE c1 = 'b' ORDER BY c0" })).rows.map(([id]) => id);

describe('position delete files that are not quite right', () => {
  const cases: Readonly<Record<string, readonly [(file: string) => string, readonly string[]]>> = {
    'the same position twice': [(file) => `(${file}, 1::BIGINT), (${file}, 1), (${file}, 1)`, ['6']],
    'positions beyond the file': [(file) => `(${file}, 2::BIGINT), (${file}, 9000000000)`, ['6', '7']],
    'a file that is not there': [(file) => `('file:/gone.parquet', 0::BIGINT), (${file}, 0)`, ['7']],
    'a null position': [(file) => `(${file}, NULL::BIGINT), (${file}, 0)`, ['7']],
    'a null path': [(file) => `(NULL, 0::BIGINT), (${file}, 1)`, ['6']],
    'another spelling of the path': [(file) => `(replace(${file}, 'file:/', 'file:///'), 0::BIGINT)`, ['6', '7']],
    'positions in no order': [(file) => `(${file}, 1::BIGINT), (${file}, 0)`, []],
  };
  it.each(Object.entries(cases))('%s', async (_, [rows, left]) => {
    const lake = await lakes('java', 'java/position_deletes');
    await withDeletes(lake, rows);
    expect(await inB(lake)).toEqual(left);
  });

  it('a delete file without field ids is read by its names', async () => {
    const lake = await lakes('java', 'java/position_deletes');
    const { plan } = await lake.read(table);
    const file = plan.files.find((one) => one.path.includes('part=b'));
    const path = lake.folder + (file?.deletes[0]?.path ?? '');
    rmSync(path);
    await writeParquet(path, `SELECT 0::BIGINT AS pos, '${file?.file.path ?? ''}' AS file_path`, null);
    expect(await inB(lake)).toEqual(['7']);
  });

  it('a missing delete file is named, and no row is shown as if it were not deleted', async () => {
    const lake = await lakes('java', 'java/position_deletes');
    const { plan } = await lake.read(table);
    const path = plan.files.find((one) => one.path.includes('part=b'))?.deletes[0]?.path ?? '';
    rmSync(lake.folder + path);
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining(path), details: { file: path } });
  });
});
