import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentFile } from '@/tests/support/engine-bench';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const NS = '/catalogs/lake/namespaces';
const TABLES = `${NS}/shop/tables`;
const TRASH = '/catalogs/lake/trash';
interface Answer { metadataVersion: number | null; snapshotId: string | null; etag: string | null; changed: boolean; dryRun: boolean; detail: string; code: string; effect: { words: string[]; ddl: { trino: string; spark: string } | null; before: { rows: number } | null }; undo: { method: string; path: string; ifMatch: string | null; body: unknown } | null; items: { id: string; kind: string; table: string; namespace: string; by: string; can: { restore: boolean } }[] }
let api: TableApi;
const eve = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => api.call<Answer>('eve', method, path, body, headers);
const undo = ({ undo: back }: Answer) => eve(back?.method ?? '', back?.path ?? '', back?.body ?? undefined, back?.ifMatch == null ? {} : { 'if-match': back.ifMatch });
const simple = (name: string, more: Record<string, unknown> = {}) => ({ name, columns: [{ name: 'id', type: 'long' }, { name: 'day', type: 'date' }], ...more });

beforeAll(async () => {
  api = await tableApi();
  await api.person('eve', 'engineer', 'catalog/lake');
  await api.person('web', 'engineer', 'namespace/lake/web');
  await api.person('vic', 'viewer', 'catalog/lake');
});
afterAll(() => api.end());

describe('namespaces', () => {
  it('are made one level in another, by text or by levels, and dropped when empty', async () => {
    expect((await eve('POST', NS, { namespace: 'shop' })).body).toMatchObject({ metadataVersion: null, snapshotId: null, changed: true, effect: { ddl: { trino: 'CREATE SCHEMA lake.shop;' } } });
    expect((await eve('POST', NS, { namespace: ['shop', 'inner'] })).status).toBe(200);
    expect((await eve('POST', NS, { namespace: 'shop\u001fother' })).status).toBe(200);
    expect((await eve('POST', NS, { namespace: 'shop' })).status).toBe(409);
    expect((await eve('POST', `${NS}?dryRun=true`, { namespace: 'shop' })).status).toBe(409);
    expect((await eve('DELETE', `${NS}/shop`)).status).toBe(409);
    expect((await eve('DELETE', `${NS}/shop?dryRun=true`)).status).toBe(409);
    const dropped = await eve('DELETE', `${NS}/shop%1Finner`);
    expect(dropped.status).toBe(200);
    expect((await undo(dropped.body)).status).toBe(200);
    for (const level of ['inner', 'other']) expect((await eve('DELETE', `${NS}/shop%1F${level}`)).status).toBe(200);
    expect((await eve('DELETE', `${NS}/nope`)).status).toBe(404);
  });

  it('have names that every store and engine can keep', async () => {
    for (const name of ['.hidden', 'a/b', '..', 'data', 'metadata', ' x', '50%', 'x\u0007', 'a\\b', 'x'.repeat(300), 'a\u001f', '\u001f']) {
      const answer = await eve('POST', NS, { namespace: name });
      expect([name, answer.status, answer.body.detail]).toEqual([name, 400, expect.not.stringContaining('undefined')]);
    }
    for (const body of [{}, { namespace: 7 }, { namespace: [] }, { namespace: ['a', ''] }]) expect([body, (await eve('POST', NS, body)).status]).toEqual([body, 400]);
  });

  it('are for who may create in the one above', async () => {
    expect((await api.call('vic', 'POST', NS, { namespace: 'mine' })).status).toBe(403);
    expect((await api.call('web', 'POST', NS, { namespace: 'mine' })).status).toBe(403);
    await eve('POST', NS, { namespace: 'web' });
    expect((await api.call('web', 'POST', NS, { namespace: ['web', 'mine'] })).status).toBe(200);
    expect((await api.call('web', 'POST', NS, { namespace: ['shop', 'mine'] })).status).toBe(404);
    expect((await api.call('vic', 'DELETE', `${NS}/web%1Fmine`)).status).toBe(403);
  });
});

describe('creating a table', () => {
  it('is refused with the rule in words, and then leaves nothing behind', async () => {
    const wrong: readonly [Record<string, unknown>, number, RegExp][] = [
      [simple('a/b'), 400, /slash/], [simple('metadata'), 400, /folder inside tables/], [simple('x', { columns: [] }), 400, /at least/], [simple('x', { columns: [{ name: 'a', type: 'int' }, { name: 'A', type: 'int' }] }), 400, /Two columns/],
      [simple('x', { columns: [{ name: 'a', type: 'timestamp_ns' }] }), 400, /format version 3/], [simple('x', { partition: [{ column: 'nope' }] }), 400, /no column nope/], [simple('x', { partition: [{ column: 'id', transform: 'day' }] }), 400, /takes dates/],
      [simple('x', { sortOrder: [{ column: 'nope' }] }), 400, /no column nope/], [simple('x', { identifierFields: ['id'] }), 400, /may be null/], [simple('x', { location: '/tmp/elsewhere' }), 400, /own folder/], [simple('x', { location: 's3://bucket/x' }), 400, /own folder/],
      [simple('x', { properties: { 'write.data.path': '/tmp' } }), 400, /own folder/], [simple('x', { properties: { uuid: 'x' } }), 400, /never changes/], [simple('x', { orReplace: true, ifNotExists: true }), 400, /not both/], [simple('x', { formatVersion: 4 }), 400, /1, 2 or 3/],
      [{ ...simple('x'), columns: [{ name: 'a' }] }, 400, /must be a type/], [{ ...simple('x'), columns: [{ name: 'a', type: 'char(3)' }] }, 400, /is no type/], [{ columns: [] }, 400, /missing/],
    ];
    for (const [body, status, words] of wrong) {
      for (const query of ['', '?dryRun=true']) {
        const answer = await eve('POST', TABLES + query, body);
        expect([body, answer.status, answer.body.detail]).toEqual([body, status, expect.stringMatching(words)]);
      }
    }
    expect((await eve('POST', `${NS}/nope/tables`, simple('x'))).status).toBe(404);
    expect((await api.store.list('/shop')).entries).toEqual([]);
  });

  it('takes its own folder for a location, spelled as one likes, and refuses no name that is fine', async () => {
    const { rootUri } = api.store;
    for (const [name, location] of [['plain', `${rootUri}/shop/plain`], ['short', rootUri.replace('file://', '') + '/shop/short'], ['slash', `${rootUri.replace('file://', 'file:')}/shop/slash/`], ['Größe ü 汉字', undefined]] as const) {
      const made = await eve('POST', TABLES, simple(name, location === undefined ? {} : { location }));
      expect([name, made.status, made.body.detail]).toEqual([name, 200, undefined]);
      expect((await undo(made.body)).status).toBe(200);
    }
  });

  it('of many who create one table at once one wins', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => eve('POST', TABLES, simple('contended'))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'ALREADY_EXISTS')).toHaveLength(49);
    expect((await api.catalog.loadTable({ namespace: ['shop'], name: 'contended' })).version).toBe(1);
  });

  it('with ifNotExists leaves what is there, with orReplace gives it another definition and keeps its history', async () => {
    const name = { namespace: ['shop'], name: 'contended' };
    expect((await eve('POST', TABLES, simple('contended', { ifNotExists: true }))).body).toMatchObject({ changed: false, metadataVersion: 1, undo: null });
    await api.catalog.commit(name, (base) => api.catalog.changeFiles(base, { operation: 'append', added: [contentFile('', { path: `${api.store.rootUri}/shop/contended/data/a.parquet`, partition: [], recordCount: 10, fileSizeInBytes: 100 })] }));
    const definition = simple('contended', { columns: [{ name: 'id', type: 'string' }, { name: 'at', type: 'timestamp' }], partition: [{ column: 'at', transform: 'day' }], orReplace: true, properties: { owner: 'new' } });
    const dry = await eve('POST', `${TABLES}?dryRun=true`, definition);
    expect([dry.status, dry.body]).toMatchObject([200, { dryRun: true, metadataVersion: 2, effect: { before: { rows: 10 } } }]);
    const replaced = await eve('POST', TABLES, definition);
    expect([replaced.status, replaced.body]).toMatchObject([200, { metadataVersion: 3, snapshotId: null }]);
    const { metadata } = await api.catalog.loadTable(name);
    expect([metadata.snapshots.length, metadata.currentSnapshotId, metadata.properties]).toEqual([1, null, { owner: 'new' }]);
    expect(metadata.schemas.find(({ schemaId }) => schemaId === metadata.currentSchemaId)?.fields.map(({ id, name: column }) => [id, column])).toEqual([[3, 'id'], [4, 'at']]);
    // a column of the same name and type is the same column, also inside of others
    const fields = async () => { const { metadata: now } = await api.catalog.loadTable(name); return now.schemas.find(({ schemaId }) => schemaId === now.currentSchemaId)?.fields; };
    const nested = { type: 'struct', fields: [{ id: 1, name: 'x', required: false, type: 'int' }, { id: 2, name: 'y', required: false, type: 'string' }] };
    await eve('POST', TABLES, { ...definition, columns: [{ name: 'more', type: nested }, ...definition.columns] });
    await eve('POST', TABLES, { ...definition, columns: [{ name: 'id', type: 'long' }, { name: 'at', type: 'timestamp' }, { name: 'more', type: { ...nested, fields: [nested.fields[1], { ...nested.fields[0], type: 'long' }] } }] });
    expect(await fields()).toMatchObject([{ id: 8, name: 'id' }, { id: 4, name: 'at' }, { id: 5, name: 'more', type: { fields: [{ id: 7, name: 'y' }, { id: 9, name: 'x' }] } }]);
    // rolled back, the old rows are there under the new columns, as null
    expect((await eve('POST', `${TABLES}/contended/rollback`, { snapshotId: String(metadata.snapshots[0]?.snapshotId) })).status).toBe(200);
  });
});

describe('dropping', () => {
  it('says what goes, moves it to the trash, and puts it back', async () => {
    await eve('POST', TABLES, simple('gone'));
    const dry = await eve('DELETE', `${TABLES}/gone?dryRun=true`);
    expect([dry.status, dry.body.effect.words[0], dry.body.effect.ddl?.trino]).toEqual([200, expect.stringMatching(/^moves gone, with 0 snapshots, to the trash: \d files/), 'DROP TABLE lake.shop.gone;']);
    expect((await eve('GET', `${TABLES}/gone`)).status).toBe(200);
    expect((await eve('DELETE', `${TABLES}/gone`, undefined, { 'if-match': '"x:1"' })).status).toBe(412);
    const dropped = await eve('DELETE', `${TABLES}/gone`);
    expect([dropped.status, (await eve('GET', `${TABLES}/gone`)).status]).toEqual([200, 404]);
    expect((await eve('GET', TRASH)).body.items[0]).toMatchObject({ kind: 'table', table: 'gone', namespace: 'shop', by: 'eve', can: { restore: true } });
    expect((await api.call<Answer>('vic', 'GET', TRASH)).body.items[0]).toMatchObject({ table: 'gone', can: { restore: false } });
    expect((await api.call<Answer>('web', 'GET', TRASH)).body.items).toEqual([]);
    const id = (await eve('GET', TRASH)).body.items[0]?.id;
    expect((await api.call('vic', 'POST', `${TRASH}/${id}/restore`)).status).toBe(403);
    expect((await api.call('web', 'POST', `${TRASH}/${id}/restore`)).status).toBe(404);
    expect((await eve('POST', `${TRASH}/${id}/restore?dryRun=true`)).body).toMatchObject({ dryRun: true });
    const restored = await undo(dropped.body);
    expect([restored.status, restored.body]).toMatchObject([200, { table: 'gone', metadataVersion: 1 }]);
    expect((await eve('POST', `${TRASH}/${id}/restore`)).status).toBe(404);
    // its place taken, it stays in the trash
    const again = await undo(restored.body);
    await eve('POST', TABLES, simple('gone'));
    expect((await undo(again.body)).status).toBe(409);
    await eve('DELETE', `${TABLES}/gone`);
    const entries = (await eve('GET', `${TRASH}?limit=1000`)).body.items.filter(({ table }) => table === 'gone');
    expect(entries).toHaveLength(2);
    expect((await api.call('vic', 'DELETE', `${TRASH}/${entries[0]?.id}`)).status).toBe(403);
    for (const entry of entries) expect((await eve('DELETE', `${TRASH}/${entry.id}`)).status).toBe(200);
    expect((await eve('GET', TRASH)).body.items.filter(({ table }) => table === 'gone')).toEqual([]);
  });

  it('is listed by pages with what all of them hold, also when the entry where a page ended is put back meanwhile', async () => {
    const names = ['page1', 'page2', 'page3', 'page4'];
    for (const name of names) {
      await eve('POST', TABLES, simple(name));
      expect((await eve('DELETE', `${TABLES}/${name}`)).status).toBe(200);
      // ids tell seconds apart
      await new Promise((resolve) => setTimeout(resolve, 1001));
    }
    interface Page { items: { id: string; table: string; bytes: number }[]; next: string | null; total: number; bytes: number }
    const page = async (cursor: string | null, limit = 2) => (await api.call<Page>('eve', 'GET', `${TRASH}?limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`)).body;
    const whole = await page(null, 1000);
    const first = await page(null);
    expect(first).toMatchObject({ items: [{ table: 'page4' }, { table: 'page3' }], total: whole.items.length, bytes: whole.items.reduce((sum, { bytes }) => sum + bytes, 0) });
    expect((await page(first.next)).items).toMatchObject([{ table: 'page2' }, { table: 'page1' }]);
    expect((await eve('POST', `${TRASH}/${first.next}/restore`)).status).toBe(200);
    expect((await page(first.next)).items).toMatchObject([{ table: 'page2' }, { table: 'page1' }]);
    expect((await page('20000101T000000-000000000000')).items).toEqual([]);
  });

  it('is for who may, and for tables that are there', async () => {
    expect((await api.call('vic', 'DELETE', `${TABLES}/contended`)).status).toBe(403);
    expect((await api.call('web', 'DELETE', `${TABLES}/contended`)).status).toBe(404);
    expect((await eve('DELETE', `${TABLES}/nope`)).status).toBe(404);
  });

  it('also takes a table that cannot be read', async () => {
    await api.store.create('/shop/broken/metadata/v1.metadata.json', new TextEncoder().encode('{"format-version":'));
    expect((await eve('GET', `${TABLES}/broken`)).status).toBe(422);
    expect((await eve('DELETE', `${TABLES}/broken`, undefined, { 'if-match': '"x:1"' })).status).toBe(422);
    const dropped = await eve('DELETE', `${TABLES}/broken`);
    expect([dropped.status, dropped.body.effect.words[0]]).toEqual([200, expect.stringContaining('which cannot be read')]);
  });
});

describe('registering', () => {
  it('takes over a folder of another catalog, and nothing else', async () => {
    await eve('POST', TABLES, simple('theirs'));
    const { metadataPath } = await api.catalog.loadTable({ namespace: ['shop'], name: 'theirs' });
    const bytes = await api.store.read(metadataPath);
    await api.store.remove('/shop/theirs', { recursive: true });
    await api.store.create('/shop/theirs/metadata/00003-5f1c1a5e-0f5e-4a6c-9c54-0a4a0c0a0a0a.metadata.json', bytes);
    expect((await eve('PATCH', `${TABLES}/theirs`, { changes: [{ kind: 'set-properties', properties: { a: 'b' } }] })).status).toBe(422);
    expect((await api.call('vic', 'POST', `${TABLES}/theirs/register`)).status).toBe(403);
    expect((await eve('POST', `${TABLES}/theirs/register?dryRun=true`)).body).toMatchObject({ dryRun: true, effect: { words: [expect.stringContaining('takes theirs over')] } });
    const registered = await eve('POST', `${TABLES}/theirs/register`);
    expect([registered.status, registered.body]).toMatchObject([200, { metadataVersion: 1 }]);
    expect((await eve('PATCH', `${TABLES}/theirs`, { changes: [{ kind: 'set-properties', properties: { a: 'b' } }] })).status).toBe(200);
    for (const query of ['', '?dryRun=true']) expect((await eve('POST', `${TABLES}/theirs/register${query}`)).status).toBe(409);
    for (const query of ['', '?dryRun=true']) expect((await eve('POST', `${TABLES}/nope/register${query}`)).status).toBe(404);
  });
});
