import { describe, expect, it } from 'vitest';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();

describe('data files that are not Parquet', () => {
  it.each([['orc_files', /\.orc is an ORC file/], ['mixed_formats', /\.avro is an AVRO file/]] as const)('%s: the format is named with the file, nothing is read as something else', async (name, message) => {
    const lake = await lakes('spark', `spark/${name}`);
    await expect(lake.read({ namespace: ['spark'], name })).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringMatching(message) });
  });
});
