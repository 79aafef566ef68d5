import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { propertiesChange } from '@/lib/core/catalog';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { ORDERS } from '@/tests/support/orders-table';

const GZIP = { 'write.metadata.compression-codec': 'gzip' };

// v6.metadata.json and v6.gz.metadata.json are two names of one version: a writer that looks at its own name alone finds
// it free, and one of the two commits is then shadowed by the other.
onEachStore('one version under two names', (open) => {
  it('is not published when the version is there under the other name', async () => {
    for (const name of ['v2.gz.metadata.json', 'v2.metadata.json.gz']) {
      const bench = await CatalogBench.withOrders(await open());
      const text = new TextDecoder().decode(await bench.store.read(bench.metadataPath('v1.metadata.json')));
      let done = false;
      bench.faulty.fault = async ({ operation }, phase) => {
        if (done || operation !== 'names' || phase !== 'before') return;
        done = true;
        await bench.store.create(bench.metadataPath(name), gzipSync(text));
      };
      await expect(bench.append('a')).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await bench.metadataNames()).filter((each) => each.endsWith('.avro'))).toEqual([]);
      expect((await bench.load()).version).toBe(2);
    }
  });

  it('does not come from two consoles, one of which turns compression on', async () => {
    const bench = await CatalogBench.withOrders(await open());
    let done = false;
    bench.faulty.fault = async ({ operation }, phase) => {
      if (done || operation !== 'publishNoReplace' || phase !== 'before') return;
      done = true;
      await bench.another().commit(ORDERS, async (base) => propertiesChange(base, GZIP));
    };
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'CONFLICT' });
    const { metadata, version } = await bench.load();
    expect(version).toBe(2);
    expect(metadata.properties).toEqual(GZIP);
    await bench.append('b');
    const bytes = await bench.store.read(bench.metadataPath('v3.gz.metadata.json'));
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ 'format-version': 2 });
    expect(await bench.dataFiles()).toEqual(['b']);
    await bench.catalog.commit(ORDERS, async (base) => propertiesChange(base, { 'write.metadata.compression-codec': 'none' }));
    await bench.append('c');
    expect((await bench.metadataNames()).filter((name) => name.endsWith('.json'))).toEqual(['v1.metadata.json', 'v2.metadata.json', 'v3.gz.metadata.json', 'v4.gz.metadata.json', 'v5.metadata.json']);
  });

  it('by a foreign writer at the very moment of ours leaves both and is called unknown', async () => {
    const bench = await CatalogBench.withOrders(await open());
    const text = new TextDecoder().decode(await bench.store.read(bench.metadataPath('v1.metadata.json')));
    bench.faulty.fault = async ({ operation }, phase) => {
      if (operation === 'publishNoReplace' && phase === 'before') await bench.store.create(bench.metadataPath('v2.gz.metadata.json'), gzipSync(text));
    };
    await expect(bench.append('a')).rejects.toMatchObject({ code: 'COMMIT_STATE_UNKNOWN', outcome: 'unknown' });
    // readers prefer the plain name, so ours is what they see: nothing of it may be gone
    expect(await bench.dataFiles()).toEqual(['a']);
  });
});
