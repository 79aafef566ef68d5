import { execFileSync } from 'node:child_process';
import { chownSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { expectCode, fileStoreSuite } from './file-store.suite';

const folder = mkdtempSync(join(tmpdir(), 'file-store-'));
let count = 0;
const fresh = (): string => join(folder, `store-${(count += 1)}`);
const x = new Uint8Array([120]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

fileStoreSuite('local', () => openLocalFileStore(fresh()));

/** Puts a link that leads outside in the place of a folder and back, again and again, until the answer is called. */
function swap(root: string): () => Promise<void> {
  let isOn = true;
  const swapping = (async () => {
    while (isOn) {
      for (const [from, to] of [['swap', 'aside'], ['link', 'swap'], ['swap', 'link'], ['aside', 'swap']] as const) {
        try { renameSync(join(root, from), join(root, to)); } catch { isOn = false; }
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  })();
  return () => {
    isOn = false;
    return swapping;
  };
}

describe('local file store', () => {
  it('finds hard links and leaves nothing of the trial', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    expect(store.capabilities).toEqual({ publishNoReplace: true, durable: true, local: true });
    expect(readdirSync(root)).toEqual([]);
  });

  it('does not take what a killed trial left for content, and clears it away when it is old', async () => {
    const root = fresh();
    mkdirSync(root);
    const [young, old] = ['young', 'old'].map((name) => join(root, `.lakehouse-probe-${name}`));
    for (const path of [young, old]) writeFileSync(path ?? '', '');
    utimesSync(old ?? '', 0, 0);
    const store = await openLocalFileStore(root);
    expect((await store.list('/')).entries).toEqual([]);
    expect(readdirSync(root)).toEqual(['.lakehouse-probe-young']);
  });

  it('follows links inside the root and refuses those that leave it, in every operation', async () => {
    const root = fresh();
    const outside = fresh();
    const store = await openLocalFileStore(root);
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), 'secret');
    await store.create('/in/file', x);
    symlinkSync(join(root, 'in'), join(root, 'inner'));
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret'), join(root, 'file'));
    symlinkSync(join(outside, 'missing'), join(root, 'dangling'));
    expect((await store.read('/inner/file')).length).toBe(1);
    for (const path of ['/out/secret', '/file']) {
      await expectCode(store.stat(path), 'INVALID_INPUT');
      await expectCode(store.read(path), 'INVALID_INPUT');
      await expectCode(store.readRange(path, 0, 1), 'INVALID_INPUT');
      await expectCode(store.localPath(path), 'INVALID_INPUT');
      await expectCode((async () => { for await (const chunk of store.readStream(path)) void chunk; })(), 'INVALID_INPUT');
    }
    await expectCode(store.list('/out'), 'INVALID_INPUT');
    await expectCode(store.create('/out/new', x), 'INVALID_INPUT');
    await expectCode(store.create('/dangling', x), 'ALREADY_EXISTS');
    await expectCode(store.replace('/out/secret', x), 'INVALID_INPUT');
    await expectCode(store.publishNoReplace('/in/file', '/out/file'), 'INVALID_INPUT');
    await expectCode(store.publishNoReplace('/out/secret', '/in/secret'), 'INVALID_INPUT');
    await expectCode(store.move('/in', '/out/in'), 'INVALID_INPUT');
    await expectCode(store.makeFolders('/out/new'), 'INVALID_INPUT');
    await expectCode(store.remove('/out/secret'), 'INVALID_INPUT');
    expect((await store.list('/')).entries.map((entry) => entry.path)).toEqual(['/in', '/inner']);
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(await store.remove('/out')).toBe(true);
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('finds many files on the disk as it finds each: links followed, missing ones null, none outside', async () => {
    const root = fresh();
    const outside = fresh();
    const store = await openLocalFileStore(root);
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), 'secret');
    const many = Array.from({ length: 20 }, (_, i) => `/many/f${i}`);
    for (const path of [...many, '/few/a', '/few/b']) await store.create(path, x);
    symlinkSync(join(root, 'few'), join(root, 'linked'));
    for (const folder of ['many', 'few']) symlinkSync(join(root, 'few', 'a'), join(root, folder, 'link'));
    const paths = [...many, '/many/link', '/many/missing', '/few/link', '/linked/b', '/few/missing', '/nowhere/x', '/few/a/below'];
    const each = await Promise.all(paths.map((path) => store.localPath(path).catch(() => null)));
    expect(await store.localPaths(paths)).toEqual(each);
    expect(each.filter((path) => path === null)).toHaveLength(4);
    expect(each[20]).toBe(join(root, 'few/a'));
    for (const folder of ['many', 'few']) {
      symlinkSync(join(outside, 'secret'), join(root, folder, 'out'));
      await expectCode(store.localPaths([...many, `/${folder}/out`]), 'INVALID_INPUT');
    }
    symlinkSync(outside, join(root, 'away'));
    await expectCode(store.localPaths(['/away/secret']), 'INVALID_INPUT');
    await expectCode(store.localPaths(['/few/../few/a']), 'INVALID_INPUT');
  });

  it('does not write outside when a folder becomes a link while it works', async () => {
    const root = fresh();
    const outside = fresh();
    const store = await openLocalFileStore(root);
    mkdirSync(outside);
    await store.makeFolders('/swap');
    symlinkSync(outside, join(root, 'link'));
    const stop = swap(root);
    for (let i = 0; i < 300; i += 1) await store.replace(`/swap/${i}`, x).catch(() => null);
    await stop();
    expect(readdirSync(outside)).toEqual([]);
  });

  it('reads nothing outside when a folder becomes a link while many of its files are opened', async () => {
    const root = fresh();
    const outside = fresh();
    const store = await openLocalFileStore(root);
    mkdirSync(outside);
    await store.makeFolders('/swap');
    for (let i = 0; i < 20; i += 1) {
      writeFileSync(join(root, 'swap', `${i}`), 'inside');
      writeFileSync(join(outside, `${i}`), 'secret');
    }
    symlinkSync(outside, join(root, 'link'));
    const stop = swap(root);
    const read = new Map<string, number>();
    for (let round = 0; round < 200; round += 1) {
      for (const text of await Promise.all(Array.from({ length: 20 }, (_, i) => store.read(`/swap/${i}`).then((bytes) => new TextDecoder().decode(bytes), (error: unknown) => (error as { code?: string }).code ?? String(error))))) read.set(text, (read.get(text) ?? 0) + 1);
    }
    await stop();
    expect([...read.keys()].filter((text) => !['inside', 'INVALID_INPUT', 'NOT_FOUND'].includes(text))).toEqual([]);
    // of 4000 reads a fifth to a third come upon the link
    expect(read.get('INVALID_INPUT')).toBeGreaterThan(0);
  });

  it('refuses pipes and makes read-only files read only', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    execFileSync('mkfifo', [join(root, 'pipe')]);
    await expectCode(store.read('/pipe'), 'INVALID_INPUT');
    expect((await store.list('/')).entries).toEqual([]);
    await store.create('/data', x, { readOnly: true });
    expect(statSync(join(root, 'data')).mode & 0o777).toBe(0o444);
  });

  it('has file and folder on the disk before it says that they are there', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    await store.makeFolders('/t');
    const probe = await open(root);
    const prototype = Object.getPrototypeOf(probe) as FileHandle;
    const isFolder = new Map<boolean, number>();
    const sync = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      const folderSynced = (await this.stat()).isDirectory();
      isFolder.set(folderSynced, (isFolder.get(folderSynced) ?? 0) + 1);
    });
    await probe.close();
    const synced = async (work: Promise<unknown>): Promise<readonly [number, number]> => {
      isFolder.clear();
      await work;
      return [isFolder.get(false) ?? 0, isFolder.get(true) ?? 0];
    };
    expect(await synced(store.create('/t/a', x))).toEqual([1, 1]);
    expect(await synced(store.publishNoReplace('/t/a', '/t/b'))).toEqual([0, 1]);
    // its name may be the old one after a power cut, as long as there is one
    expect(await synced(store.replace('/t/hint', x))).toEqual([1, 0]);
    writeFileSync(join(root, 't', 'engine'), 'x');
    expect(await synced(store.seal('/t/engine'))).toEqual([1, 1]);
    expect(await synced(store.remove('/t/b'))).toEqual([0, 1]);
    expect(await synced(store.makeFolders('/t/new'))).toEqual([0, 1]);
    expect(await synced(store.move('/t/new', '/t/moved'))).toEqual([0, 2]);
    sync.mockRestore();
  });

  it('says that the outcome is unknown when the folder cannot be made durable after the link', async () => {
    const store = await openLocalFileStore(fresh());
    await store.create('/t/a', x);
    const prototype = Object.getPrototypeOf(await open('/dev/null').then(async (handle) => { await handle.close(); return handle; })) as FileHandle;
    const sync = vi.spyOn(prototype, 'sync').mockRejectedValue(Object.assign(new Error('EIO'), { code: 'EIO' }));
    await expect(store.publishNoReplace('/t/a', '/t/b')).rejects.toMatchObject({ code: 'UNAVAILABLE', outcome: 'unknown' });
    await expect(store.create('/t/c', x)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    sync.mockRestore();
    expect(await store.exists('/t/b')).toBe(true);
    expect((await store.list('/t')).entries.filter(({ path }) => path.startsWith('/t/.'))).toEqual([]);
  });

  it('stops writing and reading when it is told to, and leaves nothing', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    const stop = new AbortController();
    async function* endless(): AsyncIterable<Uint8Array> { for (let i = 0; ; i += 1) { if (i === 3) stop.abort(); yield x; } }
    await expectCode(store.create('/endless', endless(), { signal: stop.signal }), 'CANCELLED');
    expect(readdirSync(root)).toEqual([]);
  });

  it('names no file whose name is not text, and follows no link in a circle', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff])]), 'x');
    symlinkSync(join(root, 'loop'), join(root, 'loop'));
    await store.create('/good', x);
    expect((await store.list('/')).entries.map(({ path }) => path)).toEqual(['/good']);
    await expectCode(store.read('/loop'), 'INVALID_INPUT');
  });

  it('takes staged files of another user as its own, and none that has a second name', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    const isRoot = process.getuid?.() === 0;
    const staging = await store.staging('run', isRoot ? { uid: 65_534, gid: 65_534 } : null);
    expect(statSync(staging)).toMatchObject(isRoot ? { uid: 65_534 } : {});
    writeFileSync(join(staging, 'a'), 'x', { mode: 0o666 });
    if (isRoot) chownSync(join(staging, 'a'), 65_534, 65_534);
    await store.adopt(join(staging, 'a'), '/t/a');
    expect(statSync(join(root, 't', 'a'))).toMatchObject({ uid: process.getuid?.(), nlink: 1 });
    expect(statSync(join(root, 't', 'a')).mode & 0o777).toBe(0o444);
    writeFileSync(join(staging, 'b'), 'x');
    linkSync(join(staging, 'b'), join(staging, 'c'));
    await expectCode(store.adopt(join(staging, 'b'), '/t/b'), 'INVALID_INPUT');
    expect(readdirSync(join(root, 't'))).toEqual(['a']);
    expect(readdirSync(folder).filter((name) => name.startsWith('.') && name.includes(root.slice(folder.length + 1)))).toEqual([`.${root.slice(folder.length + 1)}.lakehouse`]);
  });

  it('finishes the move of a file that was killed between its two names, and of no other', async () => {
    const root = fresh();
    const store = await openLocalFileStore(root);
    await store.create('/t/a', x);
    linkSync(join(root, 't', 'a'), join(root, 't', 'b'));
    await store.move('/t/a', '/t/b');
    expect(readdirSync(join(root, 't'))).toEqual(['b']);
    await store.create('/t/c', x);
    await expectCode(store.move('/t/c', '/t/b'), 'ALREADY_EXISTS');
    await expectCode(store.move('/t/c', '/t/c'), 'ALREADY_EXISTS');
    expect(readdirSync(join(root, 't'))).toEqual(['b', 'c']);
  });

  it('has no room beside a root that is a mount of its own, says so, and stages inside it', async ({ skip }) => {
    const at = fresh();
    mkdirSync(at);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
      mounted = at;
    } catch {
      skip('needs the right to mount a small disk');
    }
    const store = await openLocalFileStore(at);
    await expect(store.beside()).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('a mount of its own') });
    await store.create('/t/a', x);
    await expectCode(store.moveOut('/t/a', '/trash/a'), 'UNAVAILABLE');
    const staging = await store.staging('run');
    writeFileSync(join(staging, 'b'), 'x');
    await store.adopt(join(staging, 'b'), '/t/b');
    expect(readdirSync(join(at, 't'))).toEqual(['a', 'b']);
    expect(await store.listStaging()).toMatchObject([{ id: 'run' }]);
    expect(await store.removeStaging('run')).toBe(true);
    expect(readdirSync(at)).toEqual(['t']);
  });

  const small = '/dev/shm';
  let mounted: string | null = null;
  afterEach(() => { if (mounted !== null) execFileSync('umount', [mounted]); mounted = null; });
  it('says that the disk is full and leaves nothing behind', async ({ skip }) => {
    const at = join(small, `file-store-${process.pid}`);
    try {
      mkdirSync(at);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
      mounted = at;
    } catch {
      skip('needs the right to mount a small disk');
    }
    const store = await openLocalFileStore(at);
    await expectCode(store.create('/big', new Uint8Array(1_000_000)), 'STORAGE_FULL');
    expect(readdirSync(at)).toEqual([]);
  });
});
