import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentFile } from '@/tests/support/engine-bench';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const T = '/catalogs/lake/namespaces/shop/tables/orders';
const NAME = { namespace: ['shop'], name: 'orders' };
interface Written { metadataVersion: number; snapshotId: string | null; etag: string; changed: boolean; detail: string; effect: { words: string[]; ddl: { trino: string; spark: string }; before: { rows: number } | null; after: { rows: number } | null; leaving: { id: string }[]; leavingTotal: number }; undo: { method: string; path: string; ifMatch: string | null; body: unknown } | null }
let api: TableApi;
const eve = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => api.call<Written>('eve', method, T + path, body, headers);
const undo = ({ undo: back }: Written) => api.call<Written>('eve', back?.method ?? '', back?.path ?? '', back?.body ?? undefined, back?.ifMatch == null ? {} : { 'if-match': back.ifMatch });
const metadata = async () => (await api.catalog.loadTable(NAME)).metadata;
/** appends ten rows; the id of the snapshot */
async function append(name: string, branch = 'main', day = 19_000): Promise<string> {
  const { loaded } = await api.catalog.commit(NAME, (base) => api.catalog.changeFiles(base, {
    operation: 'append', branch, added: [contentFile('', { path: `${api.store.rootUri}/shop/orders/data/${name}.parquet`, partition: [day], recordCount: 10, fileSizeInBytes: 100 })],
  }));
  return String(loaded.metadata.snapshots.at(-1)?.snapshotId);
}
const headOf = async (ref: string): Promise<string> => String((await metadata()).refs[ref]?.snapshotId);

beforeAll(async () => {
  api = await tableApi();
  await api.person('eve', 'engineer', 'catalog/lake');
  await api.person('vic', 'viewer', 'catalog/lake');
  await api.call('eve', 'POST', '/catalogs/lake/namespaces', { namespace: 'shop' });
  await api.call('eve', 'POST', '/catalogs/lake/namespaces/shop/tables', { name: 'orders', columns: [{ name: 'id', type: 'long' }, { name: 'day', type: 'date' }], partition: [{ column: 'day' }] });
});
afterAll(() => api.end());

describe('branches and tags', () => {
  it('need a snapshot to name', async () => {
    expect((await eve('PUT', '/refs/early', { type: 'tag' })).body.detail).toMatch(/no snapshot yet/);
  });

  it('are made, moved, kept as told, removed, and all of it taken back', async () => {
    const [first, second] = [await append('a'), await append('b')];
    const made = await eve('PUT', '/refs/audit%2Fone', { type: 'branch', snapshotId: first, retention: { minSnapshotsToKeep: 2, maxSnapshotAgeMs: 86_400_000, maxRefAgeMs: 172_800_000 } });
    expect([made.status, made.body]).toMatchObject([200, { changed: true, snapshotId: first, effect: { words: [`makes the branch audit/one at snapshot ${first}`] } }]);
    expect(made.body.effect.ddl.spark).toBe(`ALTER TABLE lake.shop.orders CREATE BRANCH \`audit/one\` AS OF VERSION ${first} RETAIN 2 DAYS WITH SNAPSHOT RETENTION 2 SNAPSHOTS 1 DAYS;`);
    expect((await metadata()).refs['audit/one']).toEqual({ type: 'branch', snapshotId: BigInt(first), minSnapshotsToKeep: 2, maxSnapshotAgeMs: 86_400_000, maxRefAgeMs: 172_800_000 });
    // without a retention the one that it has stays
    const moved = await eve('PUT', '/refs/audit%2Fone', { type: 'branch', snapshotId: second });
    expect((await metadata()).refs['audit/one']).toMatchObject({ snapshotId: BigInt(second), minSnapshotsToKeep: 2 });
    expect((await undo(moved.body)).status).toBe(200);
    expect(await headOf('audit/one')).toBe(first);
    const removed = await eve('DELETE', '/refs/audit%2Fone');
    expect([removed.status, (await metadata()).refs['audit/one']]).toEqual([200, undefined]);
    await undo(removed.body);
    expect((await metadata()).refs['audit/one']).toMatchObject({ snapshotId: BigInt(first), minSnapshotsToKeep: 2 });
    const again = await eve('PUT', '/refs/audit%2Fone', { type: 'branch', snapshotId: first });
    expect(again.body).toMatchObject({ changed: false, undo: null });
  });

  it('are refused where Iceberg has a rule, or a name would mislead', async () => {
    const wrong: readonly [string, string, unknown, number, RegExp][] = [
      ['PUT', '/refs/main', { type: 'tag' }, 400, /main/], ['PUT', '/refs/main', { type: 'branch', snapshotId: '1' }, 404, /no snapshot 1/], ['PUT', '/refs/12345', { type: 'tag' }, 400, /reads as the id/], ['PUT', '/refs/%20x', { type: 'tag' }, 400, /space/],
      ['PUT', '/refs/t', { type: 'tag', retention: { minSnapshotsToKeep: 1 } }, 400, /only branches/], ['PUT', '/refs/audit%2Fone', { type: 'tag' }, 400, /is a branch/], ['PUT', '/refs/x', { type: 'nope' }, 400, /must be one of/], ['PUT', '/refs/x', { type: 'tag', snapshotId: '9'.repeat(40) }, 400, /64 bits/],
      ['DELETE', '/refs/main', undefined, 400, /main/], ['DELETE', '/refs/nope', undefined, 404, /nope/], ['DELETE', '/refs/constructor', undefined, 404, /constructor/], ['PUT', '/refs/x', { type: 'branch', retention: { minSnapshotsToKeep: 0 } }, 400, /at least 1/],
    ];
    for (const [method, path, body, status, words] of wrong) {
      const answer = await eve(method, path, body);
      expect([method, path, answer.status, answer.body.detail]).toEqual([method, path, status, expect.stringMatching(words)]);
    }
    for (const [method, path, body] of [['PUT', '/refs/x', { type: 'tag' }], ['DELETE', '/refs/audit%2Fone', undefined], ['POST', '/rollback', { snapshotId: '1' }], ['POST', '/cherry-pick', { snapshotId: '1' }], ['POST', '/refs/x/fast-forward', { to: 'main' }]] as const) {
      expect([path, (await api.call('vic', method, T + path, body)).status]).toEqual([path, 403]);
    }
  });
});

describe('a roll back', () => {
  it('says which snapshots leave, keeps them, and is taken back while nobody else committed', async () => {
    const [third, fourth] = [await append('c'), await append('d')];
    const first = await headOf('audit/one');
    const before = await metadata();
    const dry = await api.call<Written>('eve', 'POST', `${T}/rollback?dryRun=true`, { snapshotId: first });
    expect([await metadata(), dry.body]).toMatchObject([before, { effect: { before: { rows: 40 }, after: { rows: 10 }, leavingTotal: 3, leaving: [{ id: fourth }, { id: third }, {}], ddl: { trino: `CALL lake.system.rollback_to_snapshot('shop', 'orders', ${first});` } } }]);
    const done = await eve('POST', '/rollback', { snapshotId: first });
    expect([done.status, done.body.snapshotId, (await metadata()).snapshots.length]).toEqual([200, first, before.snapshots.length]);
    expect(await headOf('main')).toBe(first);
    expect((await undo(done.body)).status).toBe(200);
    expect(await headOf('main')).toBe(fourth);
    const once = await eve('POST', '/rollback', { snapshotId: third });
    await append('e');
    expect((await undo(once.body)).status).toBe(412);
    expect((await eve('POST', '/rollback', { snapshotId: fourth })).status).toBe(200);
  });

  it('is for branches and snapshots that are there', async () => {
    await eve('PUT', '/refs/fixed', { type: 'tag' });
    const head = await headOf('main');
    for (const [body, status] of [[{ snapshotId: '1' }, 404], [{ snapshotId: head, ref: 'nope' }, 404], [{ snapshotId: head, ref: 'fixed' }, 400], [{}, 400], [{ snapshotId: 12 }, 400]] as const) expect([body, (await eve('POST', '/rollback', body)).status]).toEqual([body, status]);
    expect((await eve('POST', '/rollback', { snapshotId: head })).body).toMatchObject({ changed: false, effect: { words: [] } });
    const branch = await eve('POST', '/rollback', { snapshotId: head, ref: 'audit/one' });
    expect([branch.status, await headOf('audit/one')]).toEqual([200, head]);
    await undo(branch.body);
  });
});

describe('cherry-pick and fast-forward', () => {
  it('bring what a branch has to main', async () => {
    await eve('PUT', '/refs/work', { type: 'branch' });
    const onWork = await append('work-1', 'work', 19_001);
    const forward = await eve('POST', '/refs/main/fast-forward', { to: 'work' });
    expect([forward.status, forward.body.effect.words[0]]).toEqual([200, 'moves main forward to work']);
    expect(await headOf('main')).toBe(onWork);
    await undo(forward.body);
    await append('main-1');
    expect((await eve('POST', '/refs/main/fast-forward', { to: 'work' })).body.detail).toMatch(/commits of its own/);
    const dry = await api.call<Written>('eve', 'POST', `${T}/cherry-pick?dryRun=true`, { snapshotId: onWork });
    expect(dry.body.effect).toMatchObject({ after: { rows: Number(dry.body.effect.before?.rows) + 10 } });
    const picked = await eve('POST', '/cherry-pick', { snapshotId: onWork });
    expect(picked.status).toBe(200);
    expect((await metadata()).snapshots.find(({ snapshotId }) => String(snapshotId) === picked.body.snapshotId)?.summary['source-snapshot-id']).toBe(onWork);
    expect((await eve('POST', '/cherry-pick', { snapshotId: onWork })).body.detail).toMatch(/picked already/);
    expect((await undo(picked.body)).status).toBe(200);
    // what a dry run wrote to find out is gone again
    const named = new Set((await metadata()).snapshots.map(({ manifestList }) => manifestList?.split('/').at(-1)));
    const lists = (await api.store.list('/shop/orders/metadata', { limit: 1000 })).entries.map(({ path }) => path.split('/').at(-1) ?? '').filter((name) => name.startsWith('snap-'));
    expect(lists.filter((name) => !named.has(name))).toEqual([]);
  });
});

describe('a comparison', () => {
  interface Comparison { from: { id: string } | null; to: { id: string }; relation: { kind: string; commits: number }; schema: { words: string[] }; properties: unknown[] | null; added: { rows: number; dataFiles: number }; removed: { rows: number }; partitions: { partition: string; added: { rows: number } }[]; before: { rows: number }; after: { rows: number } }
  const compared = async (query: string) => api.call<Comparison & { detail: string }>('vic', 'GET', `${T}/compare?${query}`);

  it('tells schema, properties, and rows and files by partition', async () => {
    const before = await headOf('main');
    await eve('PATCH', '', { changes: [{ kind: 'add-column', name: 'note', type: 'string' }, { kind: 'set-properties', properties: { owner: 'web' } }] });
    await append('later-1', 'main', 19_002);
    const after = await append('later-2', 'main', 19_002);
    const { status, body } = await compared(`from=${before}&to=main`);
    expect([status, body]).toMatchObject([200, { from: { id: before }, to: { id: after }, relation: { kind: 'ahead', commits: 2 }, schema: { words: ['added note varchar'] }, properties: [{ key: 'owner', before: null, after: 'web' }], added: { rows: 20, dataFiles: 2 }, removed: { rows: 0 }, partitions: [{ partition: 'day=2022-01-10', added: { rows: 20 } }] }]);
    expect(body.after.rows - body.before.rows).toBe(20);
    expect((await compared(`from=main&to=${before}`)).body.relation).toEqual({ kind: 'behind', commits: 2 });
    expect((await compared('from=work&to=main')).body.relation.kind).toBe('diverged');
    expect((await compared('')).body).toMatchObject({ to: { id: after }, relation: { kind: 'ahead', commits: 1 }, added: { rows: 10 } });
    const first = (await metadata()).snapshots[0]?.snapshotId;
    expect((await compared(`to=${first}`)).body).toMatchObject({ from: null, added: { rows: 10 }, before: { rows: 0 } });
  });

  it('is refused for what is not there', async () => {
    for (const query of ['from=nope', 'to=1', 'from=constructor', `to=${'9'.repeat(25)}`]) expect([query, (await compared(query)).status]).toEqual([query, 404]);
    expect((await api.call('vic', 'GET', `${T}/compare/rows?kind=added`)).status).toBe(403);
    expect((await api.call('vic', 'GET', `${T}/compare/rows?kind=other`)).status).toBe(400);
  });
});
