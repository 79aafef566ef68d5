import { expect, it } from 'vitest';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';

// A hint is written after the version it names, by whoever comes last: it may be old, missing or nonsense. A writer that
// believed it would build on an old state, and its commit would drop what came after.
onEachStore('a hint that is not true', (open) => {
  const write = (bench: CatalogBench, text: string): Promise<void> => bench.store.replace(bench.metadataPath('version-hint.text'), new TextEncoder().encode(text));

  it.each(['1', '2', '2\n', '', 'nonsense', 'v3', '99999999999999999999', '12345678-1234-1234-1234-123456789012'])('%j leads to the newest version all the same', async (text) => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.append('a');
    await bench.append('b');
    await write(bench, text);
    expect((await bench.load()).version).toBe(3);
    await bench.append('c');
    expect(await bench.dataFiles()).toEqual(['a', 'b', 'c']);
    expect(await bench.hint()).toBe('4');
  });

  it('that is gone leads to the newest version all the same', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.append('a');
    await bench.store.remove(bench.metadataPath('version-hint.text'));
    await bench.append('b');
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
  });

  it('that names a version which is gone, and nothing newer is there, is a broken table and is not written to', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await write(bench, '7');
    const broken = { code: 'BROKEN_TABLE', details: { file: bench.metadataPath('v7.metadata.json') } };
    await expect(bench.load()).rejects.toMatchObject(broken);
    await expect(bench.append('a')).rejects.toMatchObject(broken);
    expect(await bench.metadataNames()).toEqual(['v1.metadata.json', 'version-hint.text']);
  });

  it('never goes backwards, whoever writes it last', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.append('a');
    let others = 3;
    // while this writer is about to write its hint, others commit
    bench.faulty.fault = async ({ operation, path }, phase) => {
      if (operation !== 'replace' || phase !== 'before' || !path.endsWith('version-hint.text') || others === 0) return;
      others -= 1;
      await bench.append(`other-${others}`);
    };
    await bench.append('b');
    bench.faulty.fault = () => {};
    expect((await bench.load()).version).toBe(6);
    expect(await bench.hint()).toBe('6');
  });

  it('is written after the stale checksum that would make Hadoop refuse it is gone', async () => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.store.create(bench.metadataPath('.version-hint.text.crc'), Uint8Array.of(1));
    await bench.append('a');
    expect(await bench.store.exists(bench.metadataPath('.version-hint.text.crc'))).toBe(false);
  });
});
