import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCode, type ErrorCode } from '@/lib/model/errors';
import type { FileStore } from '@/lib/ports/storage/port';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

export async function expectCode(work: Promise<unknown>, code: ErrorCode): Promise<void> {
  const error = await work.then(() => null, (failure: unknown) => failure);
  expect(error === null ? 'no error' : hasCode(error, code) ? code : error).toBe(code);
}

/** What every FileStore must do. `open` gives an empty store of its own each time. */
export function fileStoreSuite(name: string, open: () => Promise<FileStore>): void {
  describe(`file store: ${name}`, () => {
    let store: FileStore;
    beforeEach(async () => { store = await open(); });
    afterEach(async () => { await store.close(); });

    it('creates a whole file once and reads it back', async () => {
      const made = await store.create('/a/b/file', bytes('hello'));
      expect(made).toMatchObject({ path: '/a/b/file', kind: 'file', size: 5 });
      expect(text(await store.read('/a/b/file'))).toBe('hello');
      await expectCode(store.create('/a/b/file', bytes('other')), 'ALREADY_EXISTS');
      expect(text(await store.read('/a/b/file'))).toBe('hello');
    });

    it('leaves nothing of a file whose source failed', async () => {
      async function* failing(): AsyncIterable<Uint8Array> { yield bytes('half'); throw new Error('source'); }
      await expect(store.create('/half', failing())).rejects.toThrow();
      expect((await store.list('/')).entries).toEqual([]);
    });

    it('reads ranges that end short and streams in order', async () => {
      await store.create('/f', bytes('0123456789'));
      expect(text(await store.readRange('/f', 3, 4))).toBe('3456');
      expect(text(await store.readRange('/f', 8, 100))).toBe('89');
      expect((await store.readRange('/f', 100, 5)).length).toBe(0);
      const chunks: string[] = [];
      for await (const chunk of store.readStream('/f', { offset: 2, length: 5 })) chunks.push(text(chunk));
      expect(chunks.join('')).toBe('23456');
    });

    it('refuses to read more than it was allowed', async () => {
      await store.create('/f', bytes('0123456789'));
      await expectCode(store.read('/f', { maxBytes: 9 }), 'TOO_LARGE');
    });

    it('lists by pages, ordered by name', async () => {
      for (const name of ['b', 'a', 'd', 'c']) await store.create(`/n/${name}`, bytes(name));
      await store.makeFolders('/n/e');
      const first = await store.list('/n', { limit: 3 });
      expect(first.entries.map((entry) => entry.path)).toEqual(['/n/a', '/n/b', '/n/c']);
      const second = await store.list('/n', { limit: 3, after: first.next });
      expect(second.entries.map((entry) => [entry.path, entry.kind])).toEqual([['/n/d', 'file'], ['/n/e', 'folder']]);
      expect(second.next).toBeNull();
      await expectCode(store.list('/missing'), 'NOT_FOUND');
    });

    it('lets exactly one of many publishers win and keeps the file id', async () => {
      await store.makeFolders('/t');
      const ids = new Map<number, string | null>();
      for (let i = 0; i < 12; i += 1) ids.set(i, (await store.create(`/t/${i}.tmp`, bytes(String(i)))).fileId);
      const outcomes = await Promise.allSettled([...ids.keys()].map((i) => store.publishNoReplace(`/t/${i}.tmp`, '/t/v1')));
      const winners = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [i] : []));
      expect(winners).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(hasCode(outcome.reason, 'ALREADY_EXISTS')).toBe(true);
      expect(text(await store.read('/t/v1'))).toBe(String(winners[0]));
      expect((await store.stat('/t/v1')).fileId).toBe(ids.get(winners[0] ?? -1));
      expect(await store.exists(`/t/${winners[0]}.tmp`)).toBe(false);
    });

    it('replaces in one step and keeps no second name', async () => {
      await store.create('/hint', bytes('1'));
      await store.replace('/hint', bytes('2'));
      expect(text(await store.read('/hint'))).toBe('2');
      expect((await store.list('/')).entries).toHaveLength(1);
    });

    it('moves files and folders only to free names', async () => {
      await store.create('/from/x', bytes('x'));
      await store.create('/taken/y', bytes('y'));
      await store.makeFolders('/empty');
      await expectCode(store.move('/from', '/taken'), 'ALREADY_EXISTS');
      await expectCode(store.move('/from', '/empty'), 'ALREADY_EXISTS');
      await expectCode(store.move('/from', '/from/below'), 'INVALID_INPUT');
      await expectCode(store.move('/from/x', '/taken/y'), 'ALREADY_EXISTS');
      await store.move('/from', '/to');
      expect(text(await store.read('/to/x'))).toBe('x');
      expect(await store.exists('/from')).toBe(false);
    });

    it('removes, and says when nothing was there', async () => {
      await store.create('/d/x', bytes('x'));
      await expectCode(store.remove('/d'), 'ALREADY_EXISTS');
      expect(await store.remove('/d', { recursive: true })).toBe(true);
      expect(await store.remove('/d', { recursive: true })).toBe(false);
      await expectCode(store.remove('/'), 'INVALID_INPUT');
    });

    it('answers for what is missing', async () => {
      await expectCode(store.stat('/missing'), 'NOT_FOUND');
      await expectCode(store.read('/missing/below'), 'NOT_FOUND');
      await expectCode(store.publishNoReplace('/missing', '/x'), 'NOT_FOUND');
      expect(await store.exists('/missing')).toBe(false);
    });

    it.each(['', 'a', '/a/../b', '/..', '/./a', '/a//b', '/a/', '/a\u0000b', '/a\nb', `/${'x'.repeat(256)}`])('refuses the path %j everywhere', async (path) => {
      await expectCode(store.stat(path), 'INVALID_INPUT');
      await expectCode(store.read(path), 'INVALID_INPUT');
      await expectCode(store.create(path, bytes('x')), 'INVALID_INPUT');
      await expectCode(store.remove(path, { recursive: true }), 'INVALID_INPUT');
      await expectCode(store.list(path), 'INVALID_INPUT');
    });

    it('keeps unusual names as they are', async () => {
      for (const name of ['ü ñ', 'a%2Fb', 'day=2026-01-01', '…', 'x'.repeat(255)]) {
        await store.create(`/names/${name}`, bytes(name));
        expect(text(await store.read(`/names/${name}`))).toBe(name);
      }
      expect((await store.list('/names')).entries).toHaveLength(5);
    });
  });
}
