import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFile, newPositionDeleteFile, propertiesChange, refChange, type FileFacts, type LoadedTable } from '@/lib/core/catalog';
import type { ContentFile, NewTable } from '@/lib/model/iceberg';
import { column } from '@/tests/support/write-bench';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const MIB = 1024 * 1024;
const NEVER = { 'commit.manifest-merge.enabled': 'false' };
let api: TableApi;
beforeAll(async () => {
  api = await tableApi();
  await api.person('olga', 'engineer', 'catalog/lake');
  await api.catalog.createNamespace(['shop']);
});
afterAll(() => api.end());

const of = (name: string) => ({ namespace: ['shop'], name });
const path = (name: string): string => `/catalogs/lake/namespaces/shop/tables/${name}`;
const facts = (recordCount: number, fileSizeInBytes: number): FileFacts => ({ recordCount, fileSizeInBytes, columnSizes: null, valueCounts: null, nullValueCounts: null, lowerBounds: null, upperBounds: null });
const create = (name: string, more: Partial<NewTable> = {}) => api.catalog.createTable(of(name), { fields: [column('id', { type: 'long' }), column('n', { type: 'int' })], ...more });
const append = (name: string, files: (base: LoadedTable) => readonly ContentFile[]) => api.catalog.commit(of(name), (base) => api.catalog.changeFiles(base, { operation: 'append', added: files(base) }));
const file = ({ metadata }: LoadedTable, name: string, rows: number, bytes: number, partition: ContentFile['partition'] = []): ContentFile => newDataFile(metadata, facts(rows, bytes), { path: `${metadata.location}/data/${name}.parquet`, specId: metadata.defaultSpecId, partition });

interface Check { readonly id: string; readonly state: string; readonly title: string; readonly count: number; readonly remedy: { readonly kind: string } | null }
const checkOf = async (table: string, id: string): Promise<Check> => {
  const { body } = await api.call<{ checks: readonly Check[] }>('olga', 'GET', `${path(table)}/health`);
  const found = body.checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
};
/** What the remedy of a check would do, by the job that one click starts. */
async function dryRun(table: string, { remedy }: Check, request: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const started = await api.call<{ job: string }>('olga', 'POST', `${path(table)}/maintenance/${remedy?.kind}`, { dryRun: true, ...request });
  expect(started.status).toBe(202);
  for (;;) {
    const { body } = await api.call<{ state: string; result: Record<string, unknown>; error: unknown }>('olga', 'GET', `/jobs/${started.body.job}`);
    if (body.state === 'finished') return body.result;
    expect([body.error, body.state]).toEqual([null, expect.stringMatching(/queued|running/)]);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

describe('a table', () => {
  it('without any of it is healthy', async () => {
    await create('well');
    await append('well', (base) => [file(base, 'a', 10, 200 * MIB)]);
    const { body } = await api.call<{ checks: readonly Check[] }>('olga', 'GET', `${path('well')}/health`);
    expect(body.checks.map(({ id, state, remedy }) => [id, state, remedy])).toEqual(['small-files', 'delete-files', 'snapshots', 'manifests', 'skew', 'metadata'].map((id) => [id, 'good', null]));
  });

  it('of small files is told how many are too many, and compaction would take them', async () => {
    await create('small', { partition: [{ column: 'n', transform: { kind: 'identity' } }] });
    // a single small file of a partition cannot become fewer
    await append('small', (base) => [...Array.from({ length: 12 }, (_, index) => file(base, `a${index}`, 10, 1000, [1])), file(base, 'alone', 10, 1000, [2]), file(base, 'large', 10, 500 * MIB, [1])]);
    const check = await checkOf('small', 'small-files');
    expect(check).toMatchObject({ state: 'warn', count: 11, title: '11 files too many', remedy: { kind: 'compact' } });
    // the files are not there: a dry run reads metadata alone
    expect(await dryRun('small', check)).toMatchObject({ files: 12, groups: 1, becomes: 1 });
  });

  it('of many deletes is told their share, and compaction would apply them', async () => {
    await create('deletes');
    await append('deletes', (base) => [file(base, 'a', 100, 200 * MIB)]);
    await append('deletes', (base) => [newPositionDeleteFile(facts(60, 500), { path: `${base.metadata.location}/data/d.parquet`, specId: 0, partition: [] }, [`${base.metadata.location}/data/a.parquet`])]);
    const check = await checkOf('deletes', 'delete-files');
    expect(check).toMatchObject({ state: 'warn', count: 1, title: '1 delete file to apply', remedy: { kind: 'compact' } });
    expect(await dryRun('deletes', check)).toMatchObject({ files: 1, deleteFiles: 1 });
  });

  it('of many snapshots and manifests is told of both; expiry and a rewrite would make them fewer', async () => {
    await create('history', { properties: { ...NEVER, 'history.expire.max-snapshot-age-ms': '1' } });
    for (let part = 0; part < 102; part += 1) await append('history', (base) => [file(base, `p${part}`, 1, 200 * MIB)]);
    await api.catalog.commit(of('history'), async (base) => refChange(base, 'keep', { type: 'tag', snapshotId: base.metadata.snapshots[50]?.snapshotId ?? 0n, minSnapshotsToKeep: null, maxSnapshotAgeMs: null, maxRefAgeMs: null }));
    const snapshots = await checkOf('history', 'snapshots');
    expect(snapshots).toMatchObject({ state: 'warn', remedy: { kind: 'expire-snapshots' } });
    expect(await dryRun('history', snapshots)).toMatchObject({ snapshots: 100, files: { 'manifest-list': 100 } });
    const manifests = await checkOf('history', 'manifests');
    expect(manifests).toMatchObject({ state: 'bad', count: 102, remedy: { kind: 'rewrite-manifests' } });
    expect(await dryRun('history', manifests)).toMatchObject({ manifests: 102, becomes: 1 });

    // while one still chooses an age: the same numbers at once, and what stays for its tag
    const preview = await api.call<{ snapshots: number; of: number; held: string[]; about: unknown; ages: { stay: number; go: number }[] }>('olga', 'GET', `${path('history')}/maintenance/expire-snapshots?olderThan=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}&retainLast=1`);
    expect(preview.body).toMatchObject({ snapshots: 100, of: 102, held: ['keep'], refs: [], about: { files: 0, bytes: 0 } });
    expect(preview.body.ages.reduce((sum, { go }) => sum + go, 0)).toBe(100);
    const kept = await api.call<{ snapshots: number }>('olga', 'GET', `${path('history')}/maintenance/expire-snapshots?olderThan=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}&retainLast=40`);
    expect(kept.body.snapshots).toBe(61);
    const young = await api.call<{ snapshots: number }>('olga', 'GET', `${path('history')}/maintenance/expire-snapshots?olderThan=2020-01-01T00:00:00Z`);
    expect(young.body.snapshots).toBe(0);
  }, 240_000);

  it('whose rows were written anew is told what the files of before take', async () => {
    await create('rewritten');
    await append('rewritten', (base) => [file(base, 'a', 10, 7000), file(base, 'b', 10, 3000)]);
    await api.catalog.commit(of('rewritten'), (base) => api.catalog.changeFiles(base, { operation: 'replace', added: [file(base, 'ab', 20, 9000)], removed: ['a', 'b'].map((name) => ({ path: `${base.metadata.location}/data/${name}.parquet`, contentOffset: null })) }));
    const { body } = await api.call('olga', 'GET', `${path('rewritten')}/maintenance/expire-snapshots?olderThan=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}&retainLast=1`);
    expect(body).toMatchObject({ snapshots: 1, of: 2, about: { files: 2, bytes: 10_000 } });
  });

  it('with one partition far larger than the others is told its name', async () => {
    await create('skewed', { partition: [{ column: 'n', transform: { kind: 'identity' } }] });
    await append('skewed', (base) => [1, 2, 3, 4].map((n) => file(base, `p${n}`, 10, n === 3 ? 2000 * MIB : 40 * MIB, [n])));
    expect(await checkOf('skewed', 'skew')).toMatchObject({ state: 'warn', title: 'n=3 is 50 times the median partition', remedy: null });
  });

  it('with megabytes of metadata is told their size', async () => {
    await create('heavy');
    await api.catalog.commit(of('heavy'), async (base) => propertiesChange(base, { notes: 'x'.repeat(9 * MIB) }, []));
    expect(await checkOf('heavy', 'metadata')).toMatchObject({ state: 'warn', title: 'Metadata of 9.0 MiB', remedy: { kind: 'expire-snapshots' } });
  });
});
