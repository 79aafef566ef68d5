import { describe, expect, it } from 'vitest';
import { fastForwardChange, refChange, type SnapshotContent } from '@/lib/core/catalog';
import { refByName } from '@/lib/model/iceberg';
import { MemoryFileStore } from '@/lib/ports/storage/memory/memory-file-store';
import { CatalogBench } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

const change = async (b: CatalogBench, content: SnapshotContent) => (await b.catalog.commit(ORDERS, (base) => b.catalog.changeFiles(base, content))).loaded.metadata.snapshots.at(-1)?.snapshotId ?? 0n;
const append = (b: CatalogBench, name: string, branch = 'main', summary: Readonly<Record<string, string>> = {}) => change(b, { operation: 'append', added: [b.file(name)], branch, summary });
const pick = (b: CatalogBench, snapshotId: bigint, branch?: string) => b.catalog.commit(ORDERS, (base) => b.catalog.cherryPick(base, snapshotId, branch));
const forward = (b: CatalogBench, branch: string, to: string | bigint) => b.catalog.commit(ORDERS, async (base) => fastForwardChange(base, branch, to));
const open = async (formatVersion: 1 | 2 | 3 = 2) => { const b = await CatalogBench.withOrders(new MemoryFileStore(), { formatVersion }); await append(b, 'a'); return b; };
const REFUSED = { code: 'INVALID_INPUT' };

describe('cherry-pick', () => {
  it.each([1, 2, 3] as const)('puts what a snapshot appended onto another branch, once (format version %i)', async (version) => {
    const b = await open(version);
    const staged = await append(b, 'b', 'audit');
    await append(b, 'c');
    const { loaded } = await pick(b, staged);
    expect(await b.dataFiles()).toEqual(['a', 'b', 'c']);
    expect(loaded.metadata.snapshots.at(-1)).toMatchObject({ operation: 'append', summary: { 'source-snapshot-id': String(staged), 'added-data-files': '1', 'total-records': '30' } });
    await expect(pick(b, staged)).rejects.toMatchObject(REFUSED);
    if (version === 3) expect(loaded.metadata.nextRowId).toBe(40n);
  });

  it('moves the branch when the snapshot grew from its head', async () => {
    const b = await open();
    const staged = await append(b, 'b', 'audit');
    const { loaded } = await pick(b, staged);
    expect(loaded.metadata.currentSnapshotId).toBe(staged);
    expect(loaded.metadata.snapshots.length).toBe(2);
  });

  it('refuses what the branch has, what is no append, and what is not there', async () => {
    const b = await open();
    const first = (await b.load()).metadata.currentSnapshotId ?? 0n;
    await append(b, 'x', 'audit');
    const removing = await change(b, { operation: 'overwrite', added: [b.file('a2')], removed: [{ path: b.file('a').path, contentOffset: null }], branch: 'audit' });
    await append(b, 'b');
    await expect(pick(b, first)).rejects.toMatchObject(REFUSED);
    await expect(pick(b, removing)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    await expect(pick(b, 5n)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(pick(b, removing, 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await b.catalog.commit(ORDERS, async (base) => refChange(base, 't', { type: 'tag', snapshotId: first }));
    await expect(pick(b, removing, 't')).rejects.toMatchObject(REFUSED);
  });

  it('refuses what was published under its write-audit-publish name already, and files that are there', async () => {
    const b = await open();
    const one = await append(b, 'b', 'audit', { 'wap.id': 'w1' });
    const two = await append(b, 'c', 'again', { 'wap.id': 'w1' });
    const same = await append(b, 'b', 'third');
    await append(b, 'd');
    const { loaded } = await pick(b, one);
    expect(loaded.metadata.snapshots.at(-1)?.summary['published-wap-id']).toBe('w1');
    await expect(pick(b, two)).rejects.toMatchObject(REFUSED);
    await expect(pick(b, same)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('fast-forward', () => {
  it('moves a branch to what grew from its head, by name or snapshot', async () => {
    const b = await open();
    await append(b, 'b', 'audit');
    const head = await append(b, 'c', 'audit');
    const { loaded } = await forward(b, 'main', 'audit');
    expect(loaded.metadata.currentSnapshotId).toBe(head);
    expect(loaded.metadata.snapshotLog.at(-1)?.snapshotId).toBe(head);
    expect((await forward(b, 'main', head)).changed).toBe(false);
    expect(refByName((await forward(b, 'new', head)).loaded.metadata, 'new')).toMatchObject({ type: 'branch', snapshotId: head });
  });

  it('refuses to lose commits, to move tags, and what is not there', async () => {
    const b = await open();
    const staged = await append(b, 'b', 'audit');
    await append(b, 'c');
    await expect(forward(b, 'main', 'audit')).rejects.toMatchObject(REFUSED);
    await expect(forward(b, 'main', staged)).rejects.toMatchObject(REFUSED);
    await expect(forward(b, 'main', 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(forward(b, 'main', 7n)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await b.catalog.commit(ORDERS, async (base) => refChange(base, 't', { type: 'tag', snapshotId: staged }));
    await expect(forward(b, 't', 'main')).rejects.toMatchObject(REFUSED);
  });
});
