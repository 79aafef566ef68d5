import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedOf, sorted, type FormatLake } from '../../support/format-lake';
import { alterAvro, manifests, type Loose } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const table = { namespace: ['java'], name: 'vectors_over_positions' };
const said = expectedOf('java')['vectors_over_positions']?.reads[0]?.rows ?? [];

interface Vector { readonly path: string; readonly offset: number; readonly size: number }

/** The vector of the newest state, and where it lies in its Puffin file. */
async function vectorOf(lake: FormatLake): Promise<Vector> {
  const { plan } = await lake.read(table);
  const found = plan.files.flatMap(({ deletes }) => deletes).find(({ file }) => file.format === 'puffin');
  if (found === undefined) throw new Error('no vector');
  return { path: lake.folder + found.path, offset: Number(found.file.contentOffset), size: Number(found.file.contentSizeInBytes) };
}
function overwrite(path: string, at: number, bytes: readonly number[]): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, Uint8Array.from(bytes), 0, bytes.length, at);
  closeSync(handle);
}

describe('deletion vectors', () => {
  it('are found by their place alone: a file without Puffin\'s footer is read', async () => {
    const lake = await lakes('java', 'java/vectors_over_positions');
    const { path, offset, size } = await vectorOf(lake);
    expect(readFileSync(path).length).toBeGreaterThan(offset + size);
    truncateSync(path, offset + size);
    const { rows, columns } = await lake.read(table);
    expect(sorted(rows, columns)).toEqual(sorted(said, columns));
  });

  it('take the place of older position delete files of their data file, and of no other', async () => {
    const lake = await lakes('java', 'java/vectors_over_positions');
    const { plan } = await lake.read(table);
    const kinds = plan.files.map(({ deletes }) => deletes.map(({ file }) => `${file.content} ${file.format}`).sort().join(', ')).sort();
    expect(kinds).toEqual(['', 'equality-deletes parquet, position-deletes parquet', 'equality-deletes parquet, position-deletes puffin']);
  });

  const damages: Readonly<Record<string, (vector: Vector) => void>> = {
    'cut off': ({ path, offset, size }) => truncateSync(path, offset + size - 3),
    'with a wrong checksum': ({ path, offset, size }) => overwrite(path, offset + size - 1, [0]),
    'with a wrong length': ({ path, offset }) => overwrite(path, offset, [0, 0, 0, 1]),
    'that is something else': ({ path, offset }) => overwrite(path, offset + 4, [1, 2, 3, 4]),
    'with another bit': ({ path, offset, size }) => overwrite(path, offset + size - 6, [9]),
    'in an empty file': ({ path }) => writeFileSync(path, ''),
  };
  it.each(Object.entries(damages))('a vector %s is named, never half applied', async (_, damage) => {
    const lake = await lakes('java', 'java/vectors_over_positions');
    const vector = await vectorOf(lake);
    damage(vector);
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: expect.stringMatching(/\.puffin$/) } });
  });

  it('a vector without its place in the file is named', async () => {
    const lake = await lakes('java', 'java/vectors_over_positions');
    for (const manifest of manifests(`${lake.folder}/java/vectors_over_positions`)) {
      alterAvro(manifest, { record: (record) => { const file = record['data_file'] as Loose; return file['content_offset'] == null ? record : { ...record, data_file: { ...file, content_offset: null, content_size_in_bytes: null } }; } });
    }
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: expect.stringMatching(/\.puffin$/) } });
  });
});
