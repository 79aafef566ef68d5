import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueToBytes } from '@/lib/model/iceberg';
import { contentFile } from '@/tests/support/engine-bench';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const T = '/catalogs/lake/namespaces/shop/tables/events';
const NAME = { namespace: ['shop'], name: 'events' };
const DAY = 86_400_000_000n;
interface Foreseen { effect: { partitions: { estimated: number; sampledFiles: number; examples: string[] } | null; mentions: { kind: string; title: string }[]; words: string[] } }
let api: TableApi;
const foresee = async (who: string, change: unknown): Promise<Foreseen['effect']> => (await api.call<Foreseen>(who, 'PATCH', `${T}?dryRun=true`, { changes: [change] })).body.effect;

beforeAll(async () => {
  api = await tableApi();
  await api.person('eve', 'engineer', 'catalog/lake');
  // may alter and not select
  await api.person('adam', 'admin', 'catalog/lake');
  await api.call('eve', 'POST', '/catalogs/lake/namespaces', { namespace: 'shop' });
  await api.call('eve', 'POST', '/catalogs/lake/namespaces/shop/tables', { name: 'events', columns: [{ name: 'at', type: 'timestamp' }, { name: 'kind', type: 'string' }, { name: 'id', type: 'long' }] });
  const file = (name: string, from: bigint, to: bigint, kinds: readonly [string, string]) => contentFile('', {
    path: `${api.store.rootUri}/shop/events/data/${name}.parquet`, partition: [], recordCount: 100, fileSizeInBytes: 100,
    lowerBounds: new Map([[1, valueToBytes({ type: 'timestamp' }, from)], [2, valueToBytes({ type: 'string' }, kinds[0])], [3, valueToBytes({ type: 'long' }, 1n)]]),
    upperBounds: new Map([[1, valueToBytes({ type: 'timestamp' }, to)], [2, valueToBytes({ type: 'string' }, kinds[1])], [3, valueToBytes({ type: 'long' }, 999n)]]),
  });
  await api.catalog.commit(NAME, (base) => api.catalog.changeFiles(base, { operation: 'append', added: [file('a', 20_000n * DAY, 20_003n * DAY, ['click', 'view']), file('b', 20_003n * DAY, 20_004n * DAY, ['view', 'view'])] }));
});
afterAll(() => api.end());

describe('a dry run of a new partition spec', () => {
  const spec = (...fields: readonly (readonly [string, string])[]) => ({ kind: 'set-partition-spec', fields: fields.map(([column, transform]) => ({ column, transform })) });
  it('counts the partitions that rows would fall into, by the bounds of files', async () => {
    expect((await foresee('eve', spec(['at', 'day']))).partitions).toEqual({ estimated: 5, sampledFiles: 2, examples: ['at_day=2024-10-04', 'at_day=2024-10-07'] });
    expect((await foresee('eve', spec(['at', 'hour']))).partitions?.estimated).toBe(97);
    expect((await foresee('eve', spec(['at', 'year']))).partitions?.estimated).toBe(1);
    expect((await foresee('eve', spec(['kind', 'identity']))).partitions).toMatchObject({ estimated: 2, examples: ['kind=click', 'kind=view'] });
    expect((await foresee('eve', spec(['id', 'bucket[16]'], ['at', 'day']))).partitions?.estimated).toBe(80);
    expect((await foresee('eve', spec())).partitions).toBeNull();
  });
  it('shows values of rows only to who may select', async () => {
    expect((await foresee('adam', spec(['at', 'day']))).partitions).toEqual({ estimated: 5, sampledFiles: 2, examples: [] });
  });
});

describe('a dry run that touches columns, or the table', () => {
  it('names the texts of the one who asks that name the table', async () => {
    const { client } = api.ports.db;
    const { id: userId } = await client.user.findFirstOrThrow({ where: { name: 'eve' } });
    const { id: other } = await client.user.findFirstOrThrow({ where: { name: 'adam' } });
    const tab = (id: string, owner: string, title: string, text: string) => client.sqlTab.create({ data: { id, userId: owner, title, text, position: 1 } });
    await tab('tab-1', userId, 'Mine', 'select kind from shop.EVENTS where 1=1');
    await tab('tab-2', userId, 'Another table', 'select * from shop.events_of_old');
    await tab('tab-3', other, 'Not mine', 'select * from shop.events');
    await client.query.create({ data: { id: 'query-1', userId, phase: 'finished', sql: 'SELECT count(*)\nFROM "events"', engine: 'duckdb', via: 'ui' } });
    await client.query.create({ data: { id: 'query-2', userId, phase: 'finished', sql: 'SELECT count(*) FROM events', engine: 'duckdb', via: 'ui', submittedAt: new Date(Date.now() - 40 * 86_400_000) } });
    const wanted = [{ kind: 'tab', id: 'tab-1', title: 'Mine' }, { kind: 'history', id: 'query-1', title: 'SELECT count(*) FROM "events"' }];
    expect((await foresee('eve', { kind: 'drop-column', column: 'kind' })).mentions).toEqual(wanted);
    expect((await foresee('eve', { kind: 'set-properties', properties: { a: 'b' } })).mentions).toEqual([]);
    expect((await api.call<Foreseen>('eve', 'DELETE', `${T}?dryRun=true`)).body.effect.mentions).toEqual(wanted);
  });
});
