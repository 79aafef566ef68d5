import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

    it('lets exactly one of many creators win, and never shows a part of a file', async () => {
      const whole = (i: number): Uint8Array => new Uint8Array(200_000).fill(i);
      let reading = true;
      const torn: number[] = [];
      const reader = (async () => {
        while (reading) {
          const seen = await store.read('/c/one').catch(() => null);
          if (seen !== null && (seen.length !== 200_000 || seen.some((byte) => byte !== seen[0]))) torn.push(seen.length);
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => store.create('/c/one', whole(i + 1))));
      for (let i = 0; i < 20; i += 1) await store.replace('/c/one', whole(100 + i));
      reading = false;
      await reader;
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(hasCode(outcome.reason, 'ALREADY_EXISTS')).toBe(true);
      expect(torn).toEqual([]);
      expect((await store.list('/c')).entries.map(({ path }) => path)).toEqual(['/c/one']);
    });

    it('publishes files alone, into folders that are there, and changes nothing when it refuses', async () => {
      await store.create('/p/file', bytes('x'));
      await store.makeFolders('/p/folder');
      await expectCode(store.publishNoReplace('/p/folder', '/p/v1'), 'INVALID_INPUT');
      await expectCode(store.publishNoReplace('/p/file', '/nowhere/v1'), 'NOT_FOUND');
      await expectCode(store.publishNoReplace('/p/file', '/p/folder'), 'ALREADY_EXISTS');
      await expectCode(store.publishNoReplace('/p/file', '/p/file'), 'ALREADY_EXISTS');
      expect((await store.list('/p')).entries.map(({ path, kind }) => `${kind} ${path}`)).toEqual(['file /p/file', 'folder /p/folder']);
      expect(text(await store.read('/p/file'))).toBe('x');
    });

    it('writes a stream of chunks and an empty file, and lists what it says of them', async () => {
      async function* chunks(): AsyncIterable<Uint8Array> { for (const part of ['a', '', 'bc']) yield bytes(part); }
      expect(await store.create('/s/chunks', chunks())).toMatchObject({ size: 3 });
      expect(await store.create('/s/empty', new Uint8Array())).toMatchObject({ size: 0 });
      expect(text(await store.read('/s/chunks'))).toBe('abc');
      expect((await store.read('/s/empty')).length).toBe(0);
      const { entries } = await store.list('/s');
      for (const entry of entries) expect(entry).toEqual(await store.stat(entry.path));
      expect(entries.map(({ size }) => size)).toEqual([3, 0]);
    });

    it('keeps what a caller does to its bytes afterwards to the caller', async () => {
      const mine = bytes('abc');
      await store.create('/own', mine);
      mine[0] = 0;
      const read = await store.read('/own');
      read[1] = 0;
      expect(text(await store.read('/own'))).toBe('abc');
    });

    it('takes a file for no folder and a folder for no file', async () => {
      await store.create('/x/file', bytes('x'));
      await expectCode(store.create('/x/file/below', bytes('y')), 'ALREADY_EXISTS');
      await expectCode(store.makeFolders('/x/file'), 'ALREADY_EXISTS');
      await expectCode(store.read('/x'), 'INVALID_INPUT');
      await expectCode(store.list('/x/file'), 'NOT_FOUND');
      await expectCode(store.create('/x', bytes('y')), 'ALREADY_EXISTS');
      expect(await store.remove('/x/file/below')).toBe(false);
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

    it('names all children, hidden ones too', async () => {
      await store.create('/n/.hidden', bytes('x'));
      await store.makeFolders('/n/folder');
      expect([...(await store.names('/n'))].sort()).toEqual(['.hidden', 'folder']);
      await expectCode(store.names('/n/.hidden'), 'NOT_FOUND');
      await expectCode(store.names('/missing'), 'NOT_FOUND');
    });

    it('makes folders only below one that must be there, when told so', async () => {
      await store.makeFolders('/ns/t');
      await store.create('/ns/t/metadata/a', bytes('a'), { within: '/ns/t' });
      await store.makeFolders('/ns/t/data/x', { within: '/ns/t' });
      await store.makeFolders('/ns/t', { within: '/ns/t' });
      expect(text(await store.read('/ns/t/metadata/a'))).toBe('a');
      await store.remove('/ns/t', { recursive: true });
      await expectCode(store.create('/ns/t/metadata/a', bytes('a'), { within: '/ns/t' }), 'NOT_FOUND');
      await expectCode(store.makeFolders('/ns/t/data/x', { within: '/ns/t' }), 'NOT_FOUND');
      await expectCode(store.makeFolders('/ns/other', { within: '/ns/t' }), 'INVALID_INPUT');
      expect((await store.list('/ns')).entries).toEqual([]);
      // a folder that is there is no reason to write into it
      await store.makeFolders('/ns/other');
      await expectCode(store.makeFolders('/ns/other', { within: '/ns/t' }), 'INVALID_INPUT');
      await expectCode(store.create('/ns/other/a', bytes('a'), { within: '/ns/t' }), 'INVALID_INPUT');
      expect(await store.exists('/ns/other/a')).toBe(false);
    });

    it('moves files and folders to the room beside it and back, one winner each time, never over anything', async () => {
      await store.create('/ns/t/metadata/v1', bytes('1'));
      await store.create('/ns/file', bytes('f'));
      const beside = await store.beside();
      await beside.create('/trash/1/entry', bytes('e'));
      await expectCode(store.moveOut('/ns/t', '/trash/2/table'), 'NOT_FOUND');
      await expectCode(store.moveOut('/ns/missing', '/trash/1/table'), 'NOT_FOUND');
      await expectCode(store.moveOut('/ns/t', '/trash/1/entry'), 'ALREADY_EXISTS');
      await expectCode(store.moveOut('/', '/trash/1/table'), 'INVALID_INPUT');
      const outs = await Promise.allSettled([0, 1, 2].map(() => store.moveOut('/ns/t', '/trash/1/table')));
      expect(outs.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await store.moveOut('/ns/file', '/trash/1/0');
      expect(await store.names('/ns')).toEqual([]);
      expect(text(await beside.read('/trash/1/table/metadata/v1'))).toBe('1');
      expect((await store.list('/')).entries.map(({ path }) => path)).toEqual(['/ns']);
      await store.makeFolders('/ns/t');
      await expectCode(store.moveIn('/trash/1/table', '/ns/t'), 'ALREADY_EXISTS');
      await store.remove('/ns/t');
      await store.moveIn('/trash/1/table', '/ns/t');
      await store.moveIn('/trash/1/0', '/ns/file');
      expect([text(await store.read('/ns/t/metadata/v1')), text(await store.read('/ns/file'))]).toEqual(['1', 'f']);
      expect(await beside.names('/trash/1')).toEqual(['entry']);
      expect(await (await store.beside()).exists('/trash/1/entry')).toBe(true);
    });

    it('takes files of staging folders into the store once, and nothing else', async () => {
      const folder = await store.staging('run-1');
      expect(await store.staging('run-1')).toBe(folder);
      writeFileSync(join(folder, 'a.parquet'), 'rows');
      writeFileSync(join(folder, 'b.parquet'), 'more');
      await store.makeFolders('/ns/t');
      expect(await store.adopt(join(folder, 'a.parquet'), '/ns/t/data/day=1/a.parquet', { within: '/ns/t' })).toMatchObject({ path: '/ns/t/data/day=1/a.parquet', size: 4 });
      expect(text(await store.read('/ns/t/data/day=1/a.parquet'))).toBe('rows');
      await expectCode(store.adopt(join(folder, 'b.parquet'), '/ns/t/data/day=1/a.parquet'), 'ALREADY_EXISTS');
      await expectCode(store.adopt(join(folder, 'b.parquet'), '/gone/data/b.parquet', { within: '/gone' }), 'NOT_FOUND');
      expect(readdirSync(folder)).toEqual(['b.parquet']);
      symlinkSync('/etc/hostname', join(folder, 'link'));
      mkdirSync(join(folder, 'folder'));
      for (const name of ['link', 'folder']) await expectCode(store.adopt(join(folder, name), '/ns/t/data/x'), 'INVALID_INPUT');
      await expectCode(store.adopt('/etc/hostname', '/ns/t/data/x'), 'INVALID_INPUT');
      await expectCode(store.adopt(join(folder, '..', '..', 'x'), '/ns/t/data/x'), 'INVALID_INPUT');
      for (const id of ['', '..', 'a/b', '.x']) await expectCode((async () => store.staging(id))(), 'INVALID_INPUT');
      expect(await store.exists('/ns/t/data/x')).toBe(false);
      expect((await store.listStaging()).map(({ id }) => id)).toEqual(['run-1']);
      expect(await store.removeStaging('run-1')).toBe(true);
      expect(await store.removeStaging('run-1')).toBe(false);
      expect(await store.listStaging()).toEqual([]);
      expect((await store.list('/')).entries.map(({ path }) => path)).toEqual(['/ns']);
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
