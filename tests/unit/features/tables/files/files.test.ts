import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFile, newPositionDeleteFile, propertiesChange, schemaChange, specChange, type FileFacts } from '@/lib/core/catalog';
import { currentSchema, valueToBytes, type ContentFile, type IcebergType, type PrimitiveValue } from '@/lib/model/iceberg';
import { column } from '@/tests/support/write-bench';
import { tableApi, type TableApi } from '@/tests/support/table-api';

const TABLE = { namespace: ['shop'], name: 'orders' };
const BASE = '/catalogs/lake/namespaces/shop/tables/orders';
const KIB = 1024;
const MIB = 1024 * KIB;
const DAY = 20_000;
let api: TableApi;

const TYPES: Readonly<Record<number, IcebergType>> = { 1: { type: 'long' }, 2: { type: 'date' }, 3: { type: 'decimal', precision: 12, scale: 2 }, 4: { type: 'string' }, 5: { type: 'double' }, 6: { type: 'timestamptz' } };
const bounds = (values: Readonly<Record<number, PrimitiveValue>>) => new Map(Object.entries(values).map(([id, value]): [number, Uint8Array] => [Number(id), valueToBytes(TYPES[Number(id)] ?? { type: 'unknown' }, value)]));
const facts = (rows: number, bytes: number, more: Partial<FileFacts> = {}): FileFacts => ({ recordCount: rows, fileSizeInBytes: bytes, columnSizes: null, valueCounts: null, nullValueCounts: null, lowerBounds: null, upperBounds: null, ...more });
const pathOf = (name: string): string => `${api.store.rootUri}/shop/orders/data/${name}.parquet`;

beforeAll(async () => {
  api = await tableApi();
  await api.person('ann', 'analyst', 'catalog/lake');
  await api.person('vera', 'viewer', 'catalog/lake');
  await api.catalog.createNamespace(['shop']);
  await api.catalog.createTable(TABLE, {
    fields: [column('id', { type: 'long' }), column('day', { type: 'date' }), column('amount', { type: 'decimal', precision: 12, scale: 2 }), column('note', { type: 'string' }), column('price', { type: 'double' }), column('at', { type: 'timestamptz' })],
    partition: [{ column: 'day', transform: { kind: 'day' } }],
  });
  const commit = (added: (metadata: Parameters<typeof newDataFile>[0]) => readonly ContentFile[]) => api.catalog.commit(TABLE, (base) => api.catalog.changeFiles(base, { operation: 'append', added: added(base.metadata) }));
  // sizes and rows fall while names rise
  await commit((metadata) => Array.from({ length: 25 }, (_, index) => newDataFile(metadata, facts(1000 - index, index < 5 ? 40 * MIB - index : 10 * KIB - index), { path: pathOf(`a${String(index).padStart(2, '0')}`), specId: 0, partition: [DAY + (index % 5)] })));
  const whole: FileFacts = facts(50, 3 * MIB, {
    valueCounts: new Map([[1, 50], [3, 50], [4, 50], [5, 50], [6, 50]]), nullValueCounts: new Map([[1, 0], [4, 7]]), nanValueCounts: new Map([[5, 3]]), columnSizes: new Map([[1, 400]]),
    lowerBounds: bounds({ 1: -5n, 2: DAY, 3: 123n, 4: 'short', 5: -0.5, 6: 1_700_000_000_000_000n }), upperBounds: bounds({ 1: 9_007_199_254_740_993n, 2: DAY + 1, 3: -45n, 4: 'sixteen letters!', 5: 2.25, 6: 1_700_000_000_123_456n }),
  });
  await commit((metadata) => [newDataFile(metadata, whole, { path: pathOf('bounded'), specId: 0, partition: [null] })]);
  await commit(() => [newPositionDeleteFile(facts(12, 900), { path: pathOf('own-deletes'), specId: 0, partition: [DAY] }, [pathOf('a00')]), newPositionDeleteFile(facts(4, 800), { path: pathOf('shared-deletes'), specId: 0, partition: [DAY] }, [pathOf('a00'), pathOf('a05')])]);
  await api.catalog.commit(TABLE, async (base) => specChange(base, [{ column: 'day', transform: { kind: 'month' } }]));
  await commit((metadata) => [newDataFile(metadata, facts(5, 100), { path: pathOf('later'), specId: 1, partition: [657] })]);
});
afterAll(() => api.end());

interface Item { readonly name: string; readonly bytes: number; readonly deleteFiles: number; readonly deletedRecords: number | null; readonly addedAt: string | null; readonly referencedFile: string | null }
interface Page { readonly items: readonly Item[]; readonly next: string | null; readonly total: number; readonly totalOfState: number; readonly totalBytes: number; readonly sizes: readonly { readonly from: number; readonly files: number }[] }
const list = async (query: string): Promise<Page> => {
  const answer = await api.call<Page>('ann', 'GET', `${BASE}/files?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const names = ({ items }: Page): readonly string[] => items.map(({ name }) => name.replace('.parquet', ''));

describe('files', () => {
  it('are sorted over all pages, both ways', async () => {
    const first = await list('limit=10&sort=bytes&content=data');
    const second = await list(`limit=10&sort=bytes&content=data&cursor=${first.next}`);
    const third = await list(`limit=10&sort=bytes&content=data&cursor=${second.next}`);
    const all = [...first.items, ...second.items, ...third.items];
    expect([all.length, third.next, first.total, first.totalOfState]).toEqual([27, null, 27, 29]);
    expect(all.map(({ bytes }) => bytes)).toEqual(all.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
    expect(names(await list('limit=3&sort=bytes&descending=true'))).toEqual(['a00', 'a01', 'a02']);
    expect(names(await list('limit=2&sort=records&content=data'))).toEqual(['later', 'bounded']);
    expect(names(await list('limit=1&sort=age'))).toEqual(['later']);
    expect(names(await list('limit=1&sort=age&descending=true'))[0]).toMatch(/^a/);
    expect(names(await list('limit=1&sort=partition&descending=true'))).toEqual(['later']);
    expect((await list('limit=1')).items[0]?.addedAt).toMatch(/^20/);
  });

  it('are filtered by size, which leaves the histogram whole, and by partition, spec and name', async () => {
    const { sizes } = await list('limit=1&content=data');
    expect(sizes.map(({ files }) => files)).toEqual([21, 0, 1, 0, 5, 0, 0]);
    const large = await list(`content=data&minBytes=${32 * MIB}&maxBytes=${128 * MIB}`);
    expect([names(large), large.sizes]).toEqual([['a00', 'a01', 'a02', 'a03', 'a04'], sizes]);
    expect(large.totalBytes).toBe(5 * 40 * MIB - 10);
    expect(names(await list('content=data&partition=day_day=2024-10-05&spec=0'))).toEqual(['a01', 'a06', 'a11', 'a16', 'a21'].slice(0, 5));
    expect((await list('spec=1')).total).toBe(1);
    expect(names(await list('search=bound'))).toEqual(['bounded']);
    expect((await list('search=nowhere')).items).toEqual([]);
  });

  it('have their deletes beside them', async () => {
    const items = (await list('limit=100')).items;
    const of = (name: string) => items.find((item) => item.name === `${name}.parquet`);
    // one for it alone and one for others too: how many rows of this file is not known
    expect(of('a00')).toMatchObject({ deleteFiles: 2, deletedRecords: null });
    expect(of('a05')).toMatchObject({ deleteFiles: 1, deletedRecords: null });
    expect(of('a01')).toMatchObject({ deleteFiles: 0, deletedRecords: 0 });
    expect(of('own-deletes')?.referencedFile).toBe(pathOf('a00'));
  });
});

interface Column { readonly path: string; readonly lower: string | null; readonly upper: string | null; readonly lowerCut: boolean; readonly upperCut: boolean; readonly nulls: number | null; readonly nans: number | null }
interface One { readonly columns: readonly Column[]; readonly related: readonly Item[]; readonly relatedTotal: number; readonly boundsHidden: boolean }
const one = (who: string, name: string) => api.call<One>(who, 'GET', `${BASE}/files/one?path=${encodeURIComponent(pathOf(name))}`);

describe('one file', () => {
  it('shows its bounds as values, says which may be cut, and counts nulls and NaN', async () => {
    const { body } = await one('ann', 'bounded');
    expect(body.columns.map(({ path, lower, upper }) => [path, lower, upper])).toEqual([
      ['id', '-5', '9007199254740993'], ['day', '2024-10-04', '2024-10-05'], ['amount', '1.23', '-0.45'], ['note', 'short', 'sixteen letters!'], ['price', '-0.5', '2.25'], ['at', '2023-11-14 22:13:20.000000 UTC', '2023-11-14 22:13:20.123456 UTC'],
    ]);
    expect(body.columns.filter(({ upperCut }) => upperCut).map(({ path }) => path)).toEqual(['note']);
    expect(body.columns.find(({ path }) => path === 'note')).toMatchObject({ nulls: 7, nans: null, values: 50, lowerCut: false });
    expect(body.columns.find(({ path }) => path === 'price')).toMatchObject({ nans: 3 });
  });

  it('hides bounds from who may not select, and knows only files of the table', async () => {
    const { body } = await one('vera', 'bounded');
    expect([body.boundsHidden, body.columns.every(({ lower, upper }) => lower === null && upper === null), body.columns.some(({ nulls }) => nulls === 7)]).toEqual([true, true, true]);
    expect((await one('ann', '../../../etc/passwd')).status).toBe(404);
  });

  it('names the deletes that apply to it, and a delete file the data files that it is for', async () => {
    expect((await one('ann', 'a00')).body.related.map(({ name }) => name)).toEqual(['own-deletes.parquet', 'shared-deletes.parquet']);
    expect((await one('ann', 'own-deletes')).body.related.map(({ name }) => name)).toEqual(['a00.parquet']);
    // by its bounds: what lies between the two paths in that partition may be meant
    expect((await one('ann', 'shared-deletes')).body.related.map(({ name }) => name)).toEqual(['a00.parquet', 'a05.parquet']);
  });

  it('of a table that keeps whole bounds is never called cut', async () => {
    await api.catalog.commit(TABLE, async (base) => propertiesChange(base, { 'write.metadata.metrics.column.note': 'full' }, []));
    expect((await one('ann', 'bounded')).body.columns.every(({ upperCut }) => !upperCut)).toBe(true);
  });
});

describe('partitions', () => {
  interface Partitions { readonly items: readonly { readonly partition: string; readonly files: number; readonly deleteFiles: number; readonly values: readonly (string | null)[] }[]; readonly skew: { readonly partition: string; readonly times: number } | null; readonly specs: readonly { readonly specId: number; readonly changes: readonly string[]; readonly files: number; readonly rows: number }[]; readonly total: number }
  const ask = async (query: string) => (await api.call<Partitions>('ann', 'GET', `${BASE}/partitions?${query}`)).body;

  it('are sorted as asked for, the newest first unless told', async () => {
    expect((await ask('')).items[0]?.partition).toBe('day_month=2024-10');
    expect((await ask('sort=deletes&limit=1')).items).toMatchObject([{ partition: 'day_day=2024-10-04', files: 5, deleteFiles: 2, values: ['2024-10-04'] }]);
    expect((await ask('spec=0&sort=partition&descending=false')).items.map(({ partition }) => partition).slice(0, 2)).toEqual(['day_day=2024-10-04', 'day_day=2024-10-05']);
  });

  it('say how uneven they are and what each spec still holds', async () => {
    expect((await ask('spec=0')).skew).toMatchObject({ partition: 'day_day=2024-10-04' });
    expect((await ask('')).skew).toBeNull();
    const { specs } = await ask('limit=1');
    expect(specs).toMatchObject([{ specId: 0, changes: [], files: 26, current: false, partitions: 6 }, { specId: 1, changes: ['added month of day', 'dropped day of day'], files: 1, rows: 5, current: true }]);
    expect(currentSchema((await api.catalog.loadTable(TABLE)).metadata).fields).toHaveLength(6);
  });
});

describe('a bound', () => {
  it('is called cut by what the table says to its writers: a shorter length, of a dropped column too, and the usual one where no bounds are wanted any more', async () => {
    const cut = async (properties: Readonly<Record<string, string>>) => {
      await api.catalog.commit(TABLE, async (base) => propertiesChange(base, properties, Object.keys(base.metadata.properties).filter((key) => key.startsWith('write.metadata.metrics.') && !(key in properties))));
      return (await one('ann', 'bounded')).body.columns.filter(({ path }) => path === 'note').map(({ lowerCut, upperCut }) => [lowerCut, upperCut]);
    };
    expect(await cut({ 'write.metadata.metrics.default': 'truncate(5)' })).toEqual([[true, true]]);
    expect(await cut({ 'write.metadata.metrics.default': 'counts' })).toEqual([[false, true]]);
    await api.catalog.commit(TABLE, async (base) => schemaChange(base, [{ kind: 'drop', path: 'note' }]));
    expect(await cut({ 'write.metadata.metrics.default': 'full' })).toEqual([[false, false]]);
    expect(await cut({ 'write.metadata.metrics.column.note': 'truncate(5)' })).toEqual([[true, true]]);
  });
});
