import { expect, it, vi } from 'vitest';
import { propertiesChange } from '@/lib/core/catalog';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

const versions = async (bench: CatalogBench): Promise<readonly string[]> => (await bench.metadataNames()).filter((name) => /^v\d+/.test(name)).map((name) => name.split('.')[0] ?? '');
const logged = async (bench: CatalogBench): Promise<readonly string[]> => (await bench.load()).metadata.metadataLog.map(({ metadataFile }) => /v\d+/.exec(metadataFile)?.[0] ?? '');

onEachStore('earlier metadata files', (open) => {
  it('stay, and the log is as long as the table says', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: { 'write.metadata.previous-versions-max': '2' } });
    for (const name of ['a', 'b', 'c', 'd']) await bench.append(name);
    expect([await versions(bench), await logged(bench)]).toEqual([['v1', 'v2', 'v3', 'v4', 'v5'], ['v3', 'v4']]);
    await bench.another().commit(ORDERS, async (base) => propertiesChange(base, { 'write.metadata.previous-versions-max': 'x' }));
    await bench.append('e');
    expect(await logged(bench)).toEqual(['v3', 'v4', 'v5', 'v6']);
  });

  it('go when they leave the log, where the table asks for that: theirs alone, and no failure to remove one is the commit\'s', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: { 'write.metadata.previous-versions-max': '2', 'write.metadata.delete-after-commit.enabled': 'true' } });
    const checksum = bench.metadataPath('.v1.metadata.json.crc');
    await bench.store.create(checksum, new Uint8Array(8));
    for (const name of ['a', 'b', 'c']) await bench.append(name);
    expect([await versions(bench), await bench.store.exists(checksum)]).toEqual([['v2', 'v3', 'v4'], false]);
    bench.faulty.fault = ({ operation, path }, phase) => { if (operation === 'remove' && phase === 'before' && path.includes('/v2.')) throw new AppError('UNAVAILABLE', 'The disk is away.'); };
    expect((await bench.append('d')).changed).toBe(true);
    bench.faulty.fault = () => {};
    await bench.append('e');
    expect(await versions(bench)).toEqual(['v2', 'v4', 'v5', 'v6']);
    expect(await bench.dataFiles()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await bench.append('f');
    expect((await bench.load()).version).toBe(7);
  });

  it('that a log names outside the table stay', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: { 'write.metadata.previous-versions-max': '1', 'write.metadata.delete-after-commit.enabled': 'true' } });
    const others = ['/shop/other/metadata/v1.metadata.json', '/shop/orders/data/v1.metadata.json', '/shop/orders/metadata/keep.avro'];
    for (const path of others) await bench.store.create(path, new Uint8Array(3));
    const text = new TextDecoder().decode(await bench.store.read(bench.metadataPath('v1.metadata.json')));
    const log = [...others.map((path) => bench.store.rootUri + path), 'file:///etc/hostname', '../../x', bench.store.rootUri + bench.metadataPath('version-hint.text')];
    await bench.store.create(bench.metadataPath('v2.metadata.json'), new TextEncoder().encode(JSON.stringify({ ...(JSON.parse(text) as object), 'metadata-log': log.map((file) => ({ 'timestamp-ms': 1, 'metadata-file': file })) })));
    await bench.append('a');
    for (const path of others) expect((await bench.store.stat(path)).size).toBe(3);
    expect(await bench.hint()).toBe('3');
  });

  it('never hide a version from who looks for the newest while they go', async () => {
    const bench = await CatalogBench.withOrders(await open(), { properties: { 'write.metadata.previous-versions-max': '1', 'write.metadata.delete-after-commit.enabled': 'true' } });
    let isWriting = true;
    const seen: number[] = [];
    const reading = (async () => { while (isWriting) { seen.push((await bench.load()).version); } })();
    for (let i = 0; i < 25; i += 1) await bench.append(`${i}`);
    isWriting = false;
    await reading;
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(3);
  });

  it('leave a checksum that Hadoop kept of a version that is gone no chance to make Java refuse ours', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.store.create(bench.metadataPath('.v2.metadata.json.crc'), new Uint8Array(8));
    await bench.store.create(bench.metadataPath('.version-hint.text.crc'), new Uint8Array(8));
    await bench.append('a');
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.crc'))).toEqual([]);
  });
});
