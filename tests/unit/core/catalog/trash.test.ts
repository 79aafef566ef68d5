import { expect, it, vi } from 'vitest';
import { namesInRoom } from '@/lib/core/catalog/room-beside';
import { AppError } from '@/lib/model/errors';
import { CatalogBench, onEachStore } from '@/tests/support/catalog-bench';
import { killAt } from '@/tests/support/killed';
import { ORDERS, ORDERS_DEFINITION } from '@/tests/support/orders-table';

// every step of a write is walked through on a disk, which takes its time where others use it too
vi.setConfig({ testTimeout: 180_000 });

const WHY = { by: 'anna' };
const exists = async (bench: CatalogBench): Promise<boolean> => bench.another().tableExists(ORDERS);

onEachStore('the trash', (open) => {
  const withRows = async (): Promise<CatalogBench> => {
    const bench = await CatalogBench.withOrders(await open());
    await bench.append('a');
    return bench;
  };

  it('takes a table with all that is in it, says what it holds, and gives it back as it was', async () => {
    const bench = await withRows();
    const before = await bench.metadataNames();
    const size = await bench.catalog.tableSize(ORDERS);
    const entry = await bench.catalog.dropTable(ORDERS, { by: 'anna', reason: 'Not needed' });
    expect(entry).toMatchObject({ kind: 'table', table: ORDERS, path: '/shop/orders', by: 'anna', reason: 'Not needed', files: before.length, bytes: size.bytes });
    expect(await exists(bench)).toBe(false);
    expect((await bench.catalog.listChildren(['shop'])).children).toEqual([]);
    await expect(bench.catalog.dropTable(ORDERS, WHY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await bench.another().listTrash()).toEqual([entry]);
    await bench.catalog.dropNamespace(['shop']);
    expect(await bench.catalog.restore(entry.id)).toEqual(entry);
    expect(await bench.metadataNames()).toEqual(before);
    expect(await bench.dataFiles()).toEqual(['a']);
    expect(await bench.catalog.listTrash()).toEqual([]);
    await expect(bench.catalog.restore(entry.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await bench.append('b');
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
  });

  it('drops a broken table too, and nothing that is none', async () => {
    const bench = await withRows();
    for (const name of ['v1.metadata.json', 'v2.metadata.json']) await bench.store.remove(bench.metadataPath(name));
    expect(await bench.catalog.dropTable(ORDERS, WHY)).toMatchObject({ kind: 'table' });
    for (const name of ['..', '.', 'a/b', '', 'metadata', '\u0000']) await expect(bench.catalog.dropTable({ namespace: ['shop'], name }, WHY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(bench.catalog.dropTable({ namespace: [], name: 'shop' }, WHY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const id of ['', '..', '../../x', '20260101T000000-000000000000']) await expect(bench.catalog.restore(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps what it holds while the name is taken, and two tables of one name apart', async () => {
    const bench = await withRows();
    const first = await bench.catalog.dropTable(ORDERS, WHY);
    await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION);
    await expect(bench.catalog.restore(first.id)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const second = await bench.catalog.dropTable(ORDERS, WHY);
    expect((await bench.catalog.listTrash()).map(({ id }) => id)).toEqual([second.id, first.id]);
    await bench.catalog.restore(first.id);
    expect(await bench.dataFiles()).toEqual(['a']);
    await bench.catalog.dropTable(ORDERS, WHY);
    await bench.catalog.dropNamespace(['shop']);
    await bench.catalog.createTable({ namespace: [], name: 'shop' }, ORDERS_DEFINITION);
    await expect(bench.catalog.restore(second.id)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('gets a table once when several drop it, and each dropper is told the truth', async () => {
    const bench = await withRows();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => bench.another().dropTable(ORDERS, WHY)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'NOT_FOUND' });
    const [entry] = await bench.catalog.listTrash();
    const back = await Promise.allSettled([1, 2, 3].map(() => bench.another().restore(entry?.id ?? '')));
    expect(back.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bench.dataFiles()).toEqual(['a']);
  });

  it('after a kill at any step of a drop and a restore the table is in one place, whole, and the other can be done', async () => {
    const seen = new Set<string>();
    for (let step = 0; ; step += 1) {
      const bench = await withRows();
      const drop = killAt(bench.faulty, step);
      const dropped = await bench.catalog.dropTable(ORDERS, WHY).then(() => true, () => false);
      bench.faulty.fault = () => {};
      const [listed] = await bench.another().listTrash();
      expect(await exists(bench)).toBe(listed === undefined);
      if (dropped) expect(listed).toBeDefined();
      const entry = listed ?? (await bench.another().dropTable(ORDERS, WHY));
      const restore = killAt(bench.faulty, step);
      const restored = await bench.catalog.restore(entry.id).then(() => true, () => false);
      bench.faulty.fault = () => {};
      const left = await bench.another().listTrash();
      expect(await exists(bench)).toBe(left.length === 0);
      if (restored) expect(left).toEqual([]);
      if (left.length > 0) await bench.another().restore(entry.id);
      expect(await bench.dataFiles()).toEqual(['a']);
      // what the kills left is nothing that anybody sees, and goes with the next emptying
      await bench.another(() => Date.now() + 7_200_000).emptyTrash({ beforeMs: 0 });
      expect(await (await bench.store.beside()).names('/trash')).toEqual([]);
      seen.add(`${dropped}/${restored}`);
      if (!drop.reached() && !restore.reached()) break;
      expect(step).toBeLessThan(80);
    }
    expect(seen).toContain('false/false');
    expect(seen).toContain('true/true');
  });

  it('is emptied by age or by name, and a kill on the way never leaves a half that could be restored', async () => {
    for (let step = 0; ; step += 1) {
      const bench = await withRows();
      const old = await bench.another(() => 1_000).dropTable(ORDERS, WHY);
      await bench.catalog.createTable(ORDERS, ORDERS_DEFINITION);
      const young = await bench.another(() => 1_000_000).dropTable(ORDERS, WHY);
      const kill = killAt(bench.faulty, step);
      await bench.catalog.emptyTrash({ beforeMs: 5_000 }).catch(() => null);
      bench.faulty.fault = () => {};
      const [oldest] = (await bench.another().listTrash()).filter(({ id }) => id === old.id);
      if (oldest !== undefined) {
        await bench.another().restore(old.id);
        expect(await bench.dataFiles()).toEqual(['a']);
        await bench.another(() => 1_000).dropTable(ORDERS, WHY);
      }
      await bench.another().emptyTrash({ beforeMs: 5_000 });
      expect((await bench.another().listTrash()).map(({ id }) => id)).toEqual([young.id]);
      expect(await (await bench.store.beside()).names('/trash')).toEqual([young.id]);
      if (!kill.reached()) {
        expect(await bench.catalog.emptyTrash({ id: young.id })).toEqual([young]);
        await expect(bench.catalog.emptyTrash({ id: young.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
        break;
      }
      expect(step).toBeLessThan(80);
    }
  });

  it('takes single files and gives them back, and never what a table is read by', async () => {
    const bench = await withRows();
    const stray = ['data/day=1/x.parquet', 'data/y.parquet', 'metadata/old.avro'].map((name) => `/shop/orders/${name}`);
    for (const path of stray) await bench.store.create(path, new Uint8Array(7));
    const entry = await bench.catalog.trashFiles(ORDERS, [...stray, '/shop/orders/data/gone.parquet'], { by: 'anna', reason: 'Orphans' });
    expect(entry).toMatchObject({ kind: 'files', files: 3, bytes: 21, reason: 'Orphans' });
    for (const path of stray) expect(await bench.store.exists(path)).toBe(false);
    await bench.store.remove('/shop/orders/data', { recursive: true });
    await bench.store.create(stray[1] ?? '', new Uint8Array(1));
    await expect(bench.catalog.restore(entry.id)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await bench.store.remove(stray[1] ?? '');
    await bench.catalog.restore(entry.id);
    for (const path of stray) expect((await bench.store.stat(path)).size).toBe(7);
    for (const path of ['metadata/v2.metadata.json', 'metadata/version-hint.text', '../other/data/x', 'data'].map((name) => `/shop/orders/${name}`)) {
      await expect(bench.catalog.trashFiles(ORDERS, [path], WHY)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    await expect(bench.catalog.trashFiles(ORDERS, ['/shop/ordersx'], WHY)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await bench.catalog.listTrash()).toEqual([]);
    expect(await bench.dataFiles()).toEqual(['a']);
  });

  it('holds every single file once after a kill at any step', async () => {
    for (let step = 0; ; step += 1) {
      const bench = await withRows();
      const stray = ['x', 'y', 'z'].map((name) => `/shop/orders/data/${name}.parquet`);
      for (const path of stray) await bench.store.create(path, new Uint8Array(7));
      const kill = killAt(bench.faulty, step);
      await bench.catalog.trashFiles(ORDERS, stray, WHY).catch(() => null);
      bench.faulty.fault = () => {};
      const [entry] = await bench.another().listTrash();
      if (entry !== undefined) {
        const back = killAt(bench.faulty, step);
        await bench.catalog.restore(entry.id).catch(() => null);
        bench.faulty.fault = () => {};
        if (back.reached()) for (const left of await bench.another().listTrash()) await bench.another().restore(left.id);
      }
      for (const path of stray) expect((await bench.store.stat(path)).size).toBe(7);
      expect(await bench.another().listTrash()).toEqual([]);
      if (!kill.reached()) break;
      expect(step).toBeLessThan(80);
    }
  });

  it('refuses a drop, and no other work, where there can be no room beside the warehouse', async () => {
    const bench = await withRows();
    bench.faulty.beside = () => { throw new AppError('UNAVAILABLE', 'There is no trash for this warehouse: it is a mount of its own.'); };
    await expect(bench.catalog.dropTable(ORDERS, WHY)).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('a mount of its own') });
    expect(await bench.catalog.listTrash()).toEqual([]);
    await bench.append('b');
    expect(await bench.dataFiles()).toEqual(['a', 'b']);
  });

  it('on a full disk a drop is refused or done, and leaves the table in one place', async () => {
    for (let write = 0; write < 4; write += 1) {
      const bench = await withRows();
      let writes = 0;
      bench.faulty.fault = ({ operation, path }, phase) => {
        if (phase === 'before' && ['create', 'makeFolders', 'moveOut'].includes(operation) && (writes += 1) > write) throw new AppError('STORAGE_FULL', `The disk of the warehouse is full: ${path} was not written.`);
      };
      const outcome = await bench.catalog.dropTable(ORDERS, WHY).then(() => 'done', (error: AppError) => error.code);
      bench.faulty.fault = () => {};
      expect(outcome).toBe(write < 2 ? 'STORAGE_FULL' : 'done');
      expect(await exists(bench)).toBe(outcome !== 'done');
      expect(await bench.another().listTrash()).toHaveLength(outcome === 'done' ? 1 : 0);
    }
  });

  it('on a full disk single files are where they were or in the trash, and come back once there is room', async () => {
    const outcomes: string[] = [];
    for (let write = 0; write < 6; write += 1) {
      const bench = await withRows();
      const stray = ['x', 'y'].map((name) => `/shop/orders/data/${name}.parquet`);
      for (const path of stray) await bench.store.create(path, new TextEncoder().encode(path));
      const full = (from: number): void => {
        let writes = 0;
        bench.faulty.fault = ({ operation, path }, phase) => {
          if (phase === 'before' && ['create', 'makeFolders', 'moveOut', 'moveIn'].includes(operation) && (writes += 1) > from) throw new AppError('STORAGE_FULL', `The disk of the warehouse is full: ${path} was not written.`);
        };
      };
      full(write);
      outcomes.push(await bench.catalog.trashFiles(ORDERS, stray, WHY).then(() => 'done', (error: AppError) => error.code));
      bench.faulty.fault = () => {};
      const there = await Promise.all(stray.map((path) => bench.store.exists(path)));
      const [entry] = await bench.another().listTrash();
      expect(entry === undefined).toBe(there.every(Boolean));
      // an entry without a file in it is none, and nothing of it is left
      if (entry === undefined) expect(await namesInRoom(await bench.store.beside(), '/trash')).toEqual([]);
      else {
        full(0);
        await expect(bench.catalog.restore(entry.id)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
        bench.faulty.fault = () => {};
        await bench.catalog.restore(entry.id);
        expect(await Promise.all(stray.map((path) => bench.store.read(path).then((bytes) => new TextDecoder().decode(bytes))))).toEqual(stray);
      }
      expect(await bench.another().listTrash()).toEqual([]);
    }
    // record, folder, one file, the other
    expect(outcomes).toEqual(['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL', 'done', 'done']);
  });
});

onEachStore('a commit while the table is dropped', (open) => {
  it('is in the trash with it or finds no table, and brings nothing of the table back', async () => {
    const seen = new Set<string>();
    for (let step = 0; ; step += 1) {
      const bench = await CatalogBench.withOrders(await open());
      await bench.append('a');
      let steps = 0;
      let isDropped = false;
      bench.faulty.fault = async (_, phase) => {
        if (isDropped || phase !== 'before' || (steps += 1) <= step) return;
        isDropped = true;
        await bench.another().dropTable(ORDERS, WHY);
      };
      const outcome = await bench.append('b', { retries: 2 }).then(() => 'done', (error: AppError) => error.code);
      bench.faulty.fault = () => {};
      if (!isDropped) break;
      seen.add(outcome);
      expect(['done', 'NOT_FOUND', 'COMMIT_STATE_UNKNOWN']).toContain(outcome);
      expect((await bench.another().listChildren(['shop'])).children).toEqual([]);
      expect(await bench.store.names('/shop')).toEqual([]);
      const [entry] = await bench.another().listTrash();
      await bench.another().restore(entry?.id ?? '');
      const files = await bench.dataFiles();
      if (outcome === 'done') expect(files).toEqual(['a', 'b']);
      if (outcome === 'NOT_FOUND') expect(files).toEqual(['a']);
      expect(step).toBeLessThan(80);
    }
    expect(seen).toContain('NOT_FOUND');
  });
});
