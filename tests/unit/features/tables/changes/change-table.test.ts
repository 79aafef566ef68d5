import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const NS = '/catalogs/lake/namespaces/shop';
const T = `${NS}/tables/orders`;
let api: TableApi;
interface Written { metadataVersion: number; snapshotId: string | null; etag: string; dryRun: boolean; changed: boolean; effect: { words: string[]; ddl: { trino: string; spark: string } }; undo: { method: string; path: string; ifMatch: string | null; body: unknown } | null }
interface Table { etag: string; metadataVersion: number; formatVersion: number; properties: Record<string, string>; sortOrder: string[]; schemas: number; schema: { fields: { path: string; icebergType: string; required: boolean; doc: string | null; identifier: boolean; initialDefault: string | null; writeDefault: string | null; id: number }[] }; partitionSpecs: { current: boolean; fields: { name: string; source: string; transform: string }[] }[] }
const table = async (path = T): Promise<Table> => (await api.call<Table>('eve', 'GET', path)).body;
const columns = async (path = T): Promise<readonly string[]> => (await table(path)).schema.fields.map(({ path: name, icebergType }) => `${name} ${icebergType}`);
const patch = (changes: readonly unknown[], headers: Record<string, string> = {}, query = '') => api.call<Written & { detail: string; errors?: { field: string }[]; meanwhile?: { changes: { part: string; words: string[] }[] | null; metadataVersion: number } }>('eve', 'PATCH', T + query, { changes }, headers);
const send = (undo: Written['undo']) => api.call<Written>('eve', undo?.method ?? '', undo?.path ?? '', undo?.body ?? undefined, undo?.ifMatch == null ? {} : { 'if-match': undo.ifMatch });

beforeAll(async () => {
  api = await tableApi();
  await api.person('eve', 'engineer', 'catalog/lake');
  await api.person('vic', 'viewer', 'catalog/lake');
  await api.person('rita', 'engineer', 'catalog/lake', 'read');
  await api.call('eve', 'POST', '/catalogs/lake/namespaces', { namespace: 'shop' });
  const made = await api.call<Written>('eve', 'POST', `${NS}/tables`, {
    name: 'orders', columns: [{ name: 'id', type: 'long', required: true, doc: 'number' }, { name: 'customer', type: 'struct<name: string, address: struct<city: string, zip: int>>' }, { name: 'total', type: 'decimal(10,2)' }, { name: 'at', type: 'timestamp(6) with time zone' }, { name: 'tags', type: 'array(varchar)' }],
    partition: [{ column: 'at', transform: 'day' }], sortOrder: [{ column: 'id' }], properties: { 'write.target-file-size-bytes': '1048576' }, comment: 'What people bought',
  });
  expect([made.status, made.body]).toMatchObject([200, { metadataVersion: 1, snapshotId: null, changed: true, undo: { method: 'DELETE' } }]);
});
afterAll(() => api.end());

describe('PATCH of a table', () => {
  it('makes all changes in order in one commit, and says them in words and in SQL', async () => {
    const before = await table();
    const answer = await patch([
      { kind: 'add-column', name: 'note', type: 'string', doc: "Anna's", to: { after: 'id' } },
      { kind: 'add-column', parent: 'customer.address', name: 'street', type: 'varchar' },
      { kind: 'rename-column', column: 'total', name: 'amount' },
      { kind: 'update-column', column: 'amount', type: 'decimal(12,2)', doc: 'with tax' },
      { kind: 'set-properties', properties: { owner: 'web team' } },
      { kind: 'set-partition-spec', fields: [{ column: 'at', transform: 'month' }, { column: 'id', transform: 'bucket[8]' }] },
      { kind: 'set-sort-order', fields: [{ column: 'amount', direction: 'desc', nulls: 'last' }] },
      { kind: 'add-column', name: 'late', type: 'boolean' },
    ]);
    expect([answer.status, answer.body.metadataVersion]).toEqual([200, before.metadataVersion + 1]);
    expect(await columns()).toEqual(['id long', 'note string', expect.stringMatching(/^customer struct/), 'customer.name string', expect.stringMatching(/^customer.address struct/), 'customer.address.city string', 'customer.address.zip int', 'customer.address.street string', 'amount decimal(12, 2)', 'at timestamptz', 'tags list<string>', 'tags.element string', 'late boolean']);
    const after = await table();
    expect(after.partitionSpecs.find(({ current }) => current)?.fields.map(({ name }) => name)).toEqual(['at_month', 'id_bucket']);
    expect([after.sortOrder, after.properties['owner'], after.etag]).toEqual([['amount DESC NULLS LAST'], 'web team', answer.body.etag]);
    // two runs of column changes, two schemas more
    expect(after.schemas).toBe(before.schemas + 2);
    expect(answer.body.effect.words).toEqual(expect.arrayContaining(['added note varchar', 'renamed total to amount', 'widened amount from decimal(10,2) to decimal(12,2)', 'set owner to web team', 'day(at) became month(at), bucket[8](id)']));
    expect(answer.body.effect.ddl.trino.split('\n')).toEqual(expect.arrayContaining([
      "ALTER TABLE lake.shop.orders ADD COLUMN note varchar COMMENT 'Anna''s';", 'ALTER TABLE lake.shop.orders ADD COLUMN customer.address.street varchar;', 'ALTER TABLE lake.shop.orders RENAME COLUMN total TO amount;',
      'ALTER TABLE lake.shop.orders ALTER COLUMN amount SET DATA TYPE decimal(12,2);', "COMMENT ON COLUMN lake.shop.orders.amount IS 'with tax';", "ALTER TABLE lake.shop.orders SET PROPERTIES partitioning = ARRAY['month(at)', 'bucket(id, 8)'];", '-- Trino 426 cannot set the property owner',
    ]));
    expect(answer.body.effect.ddl.spark.split('\n')).toEqual(expect.arrayContaining(["ALTER TABLE lake.shop.orders ADD COLUMN note STRING COMMENT 'Anna''s' AFTER id;", 'ALTER TABLE lake.shop.orders DROP PARTITION FIELD days(at);', 'ALTER TABLE lake.shop.orders ADD PARTITION FIELD bucket(8, id) AS id_bucket;', 'ALTER TABLE lake.shop.orders WRITE ORDERED BY amount DESC NULLS LAST;', "ALTER TABLE lake.shop.orders SET TBLPROPERTIES ('owner' = 'web team');"]));
    // a wider type is not taken back
    expect(answer.body.undo).toBeNull();
  });

  it('writes nothing for a dry run, and answers what would be', async () => {
    const before = await table();
    const dry = await patch([{ kind: 'drop-column', column: 'late' }], {}, '?dryRun=true');
    expect([dry.status, dry.body]).toMatchObject([200, { dryRun: true, changed: true, metadataVersion: before.metadataVersion, etag: before.etag, undo: null, effect: { words: ['dropped late'] } }]);
    expect(await table()).toEqual(before);
    expect((await patch([{ kind: 'drop-column', column: 'nothing' }], {}, '?dryRun=true')).status).toBe(400);
    expect((await patch([{ kind: 'drop-column', column: 'late' }], {}, '?dryRun=perhaps')).status).toBe(400);
  });

  it('is refused with the rule in words, and then changed nothing', async () => {
    const before = await table();
    const wrong: readonly [unknown, RegExp][] = [
      [{ kind: 'add-column', name: 'ID', type: 'int' }, /already/], [{ kind: 'add-column', name: 'x', type: 'nope' }, /is no type/],
      [{ kind: 'update-column', column: 'id', type: 'int' }, /cannot become/], [{ kind: 'update-column', column: 'note' }, /Say what is to become/], [{ kind: 'update-column', column: 'note', writeDefault: 'x' }, /format version 3/],
      [{ kind: 'drop-column', column: 'at' }, /partitioned by/], [{ kind: 'drop-column', column: 'nope' }, /There is no column nope/], [{ kind: 'move-column', column: 'id', to: { after: 'nope' } }, /column nope/],
      [{ kind: 'set-partition-spec', fields: [{ column: 'amount', transform: 'day' }] }, /takes dates/], [{ kind: 'set-partition-spec', fields: [{ column: 'id', transform: 'bucket[0]' }] }, /no transform/], [{ kind: 'set-sort-order', fields: [{ column: 'tags' }] }, /./],
      [{ kind: 'set-identifier-fields', columns: ['note'] }, /may be null/], [{ kind: 'upgrade-format', formatVersion: 1 }, /cannot go back/],
      [{ kind: 'set-properties', properties: { 'format-version': '3' } }, /upgrade-format/], [{ kind: 'set-properties', properties: { 'write.data.path': 'file:///tmp/elsewhere' } }, /own folder/], [{ kind: 'set-properties', properties: { 'write.metadata.path': '../other' } }, /own folder/],
      [{ kind: 'set-properties', properties: { 'write.data.path': '/shop/../etc' } }, /own folder/], [{ kind: 'set-properties', properties: { 'write.location-provider.impl': 'evil.Class' } }, /class/], [{ kind: 'set-properties', properties: { 'commit.retry.num-retries': 'many' } }, /whole number/],
      [{ kind: 'set-properties', properties: { 'schema.name-mapping.default': '{}' } }, /name mapping/], [{ kind: 'remove-properties', keys: ['current-schema'] }, /change the columns/],
      [{ kind: 'nope' }, /must be one of add-column/], [{ kind: 'add-column' }, /missing/], [{ kind: 'add-column', name: 'x', type: 7 }, /must be a type/],
    ];
    for (const [change, words] of wrong) {
      const { status, body } = await patch([change]);
      expect([change, status, body.detail]).toEqual([change, 400, expect.stringMatching(words)]);
    }
    for (const changes of [[], 'x', null, undefined]) expect((await api.call('eve', 'PATCH', T, { changes })).status).toBe(400);
    // the first is fine and goes with the second
    expect((await patch([{ kind: 'add-column', name: 'fine', type: 'int' }, { kind: 'drop-column', column: 'nope' }])).status).toBe(400);
    expect(await table()).toEqual(before);
  });

  it('takes back what can be taken back, and only while nobody else came in between', async () => {
    const before = await table();
    const { body } = await patch([
      { kind: 'add-column', name: 'temporary', type: 'int' }, { kind: 'rename-column', column: 'customer.address.zip', name: 'code' }, { kind: 'move-column', column: 'late', to: { first: true } }, { kind: 'update-column', column: 'id', doc: 'changed' },
      { kind: 'set-properties', properties: { owner: 'other', fresh: '1' } }, { kind: 'remove-properties', keys: ['comment'] }, { kind: 'set-partition-spec', fields: [] }, { kind: 'set-sort-order', fields: [] }, { kind: 'set-identifier-fields', columns: ['id'] },
    ]);
    expect((await table()).schema.fields[0]?.path).toBe('late');
    const undone = await send(body.undo);
    expect([undone.status, undone.body.changed]).toEqual([200, true]);
    const after = await table();
    expect({ ...after, metadataVersion: 0, etag: '', schemas: 0, lastUpdatedAt: '', metadataLocation: '', partitionSpecs: [], schema: after.schema.fields }).toEqual({ ...before, metadataVersion: 0, etag: '', schemas: 0, lastUpdatedAt: '', metadataLocation: '', partitionSpecs: [], schema: before.schema.fields });
    expect(after.partitionSpecs.filter(({ current }) => current)).toMatchObject(before.partitionSpecs.filter(({ current }) => current).map(({ fields }) => ({ fields })));
    const again = await patch([{ kind: 'set-properties', properties: { a: '1' } }]);
    await patch([{ kind: 'set-properties', properties: { b: '1' } }]);
    expect((await send(again.body.undo)).status).toBe(412);
  });

  it('with If-Match is made on the very state that was seen, and else says what became of it', async () => {
    const seen = await table();
    expect((await api.call('eve', 'GET', T)).headers.get('etag')).toBe(seen.etag);
    await patch([{ kind: 'add-column', name: 'theirs', type: 'int' }, { kind: 'set-properties', properties: { who: 'they' } }]);
    const mine = await patch([{ kind: 'add-column', name: 'mine', type: 'int' }], { 'if-match': seen.etag });
    expect([mine.status, mine.body.meanwhile]).toEqual([412, { etag: expect.any(String), metadataVersion: seen.metadataVersion + 1, changes: [{ part: 'schema', words: ['added theirs integer'] }, { part: 'properties', words: ['set who to they'] }] }]);
    const now = await table();
    for (const tag of ['"nonsense"', '"x:1"', `W/"${'0'.repeat(36)}:1"`]) expect([tag, (await patch([{ kind: 'add-column', name: 'mine', type: 'int' }], { 'if-match': tag })).status]).toEqual([tag, 412]);
    expect((await patch([{ kind: 'add-column', name: 'mine', type: 'int' }], { 'if-match': `"x:1", W/${now.etag}` })).status).toBe(200);
    expect((await patch([{ kind: 'drop-column', column: 'mine' }, { kind: 'drop-column', column: 'theirs' }], { 'if-match': '*' })).status).toBe(200);
  });

  it('loses none of many that are made at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async (_, index) => patch([{ kind: 'add-column', name: `many_${index}`, type: 'int' }])));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const names = await columns();
    for (let index = 0; index < 20; index += 1) expect(names).toContain(`many_${index} int`);
    expect(new Set((await table()).schema.fields.map(({ id }) => id)).size).toBe((await table()).schema.fields.length);
    await patch(Array.from({ length: 20 }, (_, index) => ({ kind: 'drop-column', column: `many_${index}` })));
  });

  it('is for who may alter, and not for a token that only reads, which may ask for a dry run', async () => {
    const change = { changes: [{ kind: 'set-properties', properties: { x: '1' } }] };
    expect((await api.call('vic', 'PATCH', T, change)).status).toBe(403);
    expect((await api.call('rita', 'PATCH', T, change)).status).toBe(403);
    expect((await api.call('nobody', 'PATCH', T, change)).status).toBe(401);
    expect((await api.call('eve', 'PATCH', `${NS}/tables/nope`, change)).status).toBe(404);
    expect((await api.call('eve', 'PATCH', '/catalogs/nope/namespaces/shop/tables/orders', change)).status).toBe(404);
  });

  it('reaches format version 3 with its defaults', async () => {
    await api.call('eve', 'POST', `${NS}/tables`, { name: 'v1', columns: [{ name: 'a', type: 'int' }], formatVersion: 1 });
    const path = `${NS}/tables/v1`;
    const change = (changes: readonly unknown[]) => api.call<Written & { detail: string }>('eve', 'PATCH', path, { changes });
    expect((await change([{ kind: 'add-column', name: 'b', type: 'timestamp_ns' }])).status).toBe(400);
    const raised = await change([{ kind: 'upgrade-format', formatVersion: 3 }, { kind: 'add-column', name: 'n', type: 'long', required: true, initialDefault: '9007199254740993' }, { kind: 'add-column', name: 'at', type: 'timestamp_ns' }, { kind: 'update-column', column: 'a', writeDefault: 5 }]);
    expect([raised.status, raised.body.detail]).toEqual([200, undefined]);
    const { formatVersion, schema } = await table(path);
    expect([formatVersion, schema.fields.map(({ path: name, initialDefault, writeDefault }) => [name, initialDefault, writeDefault])]).toEqual([3, [['a', null, '5'], ['n', '9007199254740993', '9007199254740993'], ['at', null, null]]]);
  });
});
