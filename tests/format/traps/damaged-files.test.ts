import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currentList, manifests, newestMetadata } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const table = { namespace: ['spark'], name: 'cut_metrics' };
const half = (path: string): void => truncateSync(path, Math.floor(readFileSync(path).length / 2));

/** How a file may be damaged. */
const damages: Readonly<Record<string, (path: string) => void>> = {
  'is missing': (path) => rmSync(path),
  'is empty': (path) => writeFileSync(path, ''),
  'is cut in half': half,
  'lacks its last byte': (path) => truncateSync(path, readFileSync(path).length - 1),
  'is something else': (path) => writeFileSync(path, 'not what it says it is, but long enough to be read as if it were'),
  'has noise near its end': (path) => { const bytes = readFileSync(path); bytes.fill(0xa5, bytes.length - 80, bytes.length - 20); writeFileSync(path, bytes); },
};
const kinds: Readonly<Record<string, (folder: string) => string>> = {
  'table metadata': newestMetadata,
  'manifest list': currentList,
  manifest: (folder) => manifests(folder)[0] ?? '',
};

describe.each(Object.entries(kinds))('a %s', (_kind, find) => {
  it.each(Object.entries(damages))(`that %s is named`, async (_, apply) => {
    const lake = await lakes('spark', 'spark/cut_metrics');
    const path = find(`${lake.folder}/spark/cut_metrics`);
    apply(path);
    const error: unknown = await lake.read(table).then(() => null, (reason: unknown) => reason);
    const name = path.slice(path.lastIndexOf('/') + 1);
    expect(error).toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining(name), details: { file: expect.stringContaining(name) } });
  });
});

describe('a data file', () => {
  // noise near the end of a data file falls on what nobody needs to read it
  it.each(Object.entries(damages).filter(([name]) => name !== 'has noise near its end'))('that %s is named', async (_, apply) => {
    const lake = await lakes('spark', 'spark/cut_metrics');
    const folder = `${lake.folder}/spark/cut_metrics/data`;
    const name = readdirSync(folder)[0] ?? '';
    apply(`${folder}/${name}`);
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining(name), details: { file: expect.stringContaining(name) } });
  });

  it('whose first page is noise is named', async () => {
    const lake = await lakes('spark', 'spark/no_metrics');
    const folder = `${lake.folder}/spark/no_metrics/data`;
    const name = readdirSync(folder).find((entry) => entry.endsWith('.parquet')) ?? '';
    const bytes = readFileSync(`${folder}/${name}`);
    bytes.fill(0xa5, 4, 60);
    writeFileSync(`${folder}/${name}`, bytes);
    await expect(lake.read({ namespace: ['spark'], name: 'no_metrics' })).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: expect.stringContaining(name) } });
  });

  it('keeps nobody from reading the files beside it', async () => {
    const lake = await lakes('pyiceberg', 'py/many_files');
    const many = { namespace: ['py'], name: 'many_files' };
    const [bad] = (await lake.read(many, { filter: { op: '=', column: 'id', value: 115n } })).plan.files;
    half(lake.folder + (bad?.path ?? ''));
    expect((await lake.read(many, { filter: { op: '<', column: 'id', value: 110n } })).rows).toHaveLength(110);
    await expect(lake.read(many)).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: bad?.file.path } });
  });
});
