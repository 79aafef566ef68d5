import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatLakes } from '../../support/format-lakes';

const table = { namespace: ['spark'], name: 'copy_on_write' };
const lakes = formatLakes();

describe('a version hint is only where to begin', () => {
  const hints: Readonly<Record<string, string | null>> = {
    'with a newline at its end': '7\n', 'in Windows\' way': '7\r\n', 'empty': '', 'absent': null, 'behind the newest version': '2', 'beyond any version number': '99999999999999999999', 'a uuid': '5f9b3c4e-0000-4000-8000-000000000000',
    'a metadata file\'s name': 'v4.metadata.json', 'a version and its letter': 'v7', 'a version trimmed away': '0', 'binary': '\u0000\u0001\ufffd',
  };
  it.each(Object.entries(hints))('%s', async (_, hint) => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    const metadata = join(lake.folder, 'spark', 'copy_on_write', 'metadata');
    const newest = Math.max(...readdirSync(metadata).flatMap((name) => /^v(\d+)\./.exec(name)?.[1] ?? []).map(Number));
    if (hint === null) rmSync(join(metadata, 'version-hint.text'));
    else writeFileSync(join(metadata, 'version-hint.text'), hint.replace('7', String(newest)));
    const { version } = await lake.catalog.loadTable(table);
    expect(version).toBe(newest);
  });

  it('follows the name of a file that another catalog wrote', async () => {
    const lake = await lakes('pyiceberg', 'py/refs');
    const metadata = join(lake.folder, 'py', 'refs', 'metadata');
    const third = readdirSync(metadata).find((name) => name.startsWith('00003-')) ?? '';
    writeFileSync(join(metadata, 'version-hint.text'), third.replace('.metadata.json', ''));
    const { metadataPath } = await lake.catalog.loadTable({ namespace: ['py'], name: 'refs' });
    expect(metadataPath).toBe(`/py/refs/metadata/${third}`);
  });

  it('names the version that it promises when nothing so new is there', async () => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    writeFileSync(join(lake.folder, 'spark', 'copy_on_write', 'metadata', 'version-hint.text'), '40');
    await expect(lake.catalog.loadTable(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', message: expect.stringContaining('/spark/copy_on_write/metadata/v40.metadata.json') });
  });
});

describe('metadata files by all the names that writers gave them', () => {
  const names: Readonly<Record<string, string>> = {
    'v9.gz.metadata.json': 'gzip', 'v9.metadata.json.gz': 'gzip', 'v1700000000000.metadata.json': 'copy_on_write', '00004-5f9b3c4e-0000-4000-8000-000000000000.metadata.json': 'copy_on_write', '00004-5f9b3c4e-0000-4000-8000-000000000000.gz.metadata.json': 'gzip',
  };
  it.each(Object.entries(names))('%s', async (name, of) => {
    const lake = await lakes('spark', `spark/${of}`);
    const metadata = join(lake.folder, 'spark', of, 'metadata');
    const versions = readdirSync(metadata).filter((entry) => entry.endsWith('.metadata.json')).sort((a, b) => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]));
    const newest = versions.pop() ?? '';
    for (const older of versions) rmSync(join(metadata, older));
    rmSync(join(metadata, 'version-hint.text'));
    renameSync(join(metadata, newest), join(metadata, name));
    const { metadataPath, readOnly } = await lake.catalog.loadTable({ namespace: ['spark'], name: of });
    expect(metadataPath).toBe(`/spark/${of}/metadata/${name}`);
    expect(readOnly).not.toBeNull();
  });
});
