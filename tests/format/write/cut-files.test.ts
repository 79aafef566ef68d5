import { describe, expect, it } from 'vitest';
import { writeRows } from '@/lib/features/tables/writing';
import { currentSnapshot, valueFromBytes, type ContentFile, type IcebergType, type PrimitiveValue } from '@/lib/model/iceberg';
import { withWriteBench } from '@/tests/support/with-write-bench';
import { column, type WriteBench } from '@/tests/support/write-bench';

const COLUMNS = [column('id', { type: 'long' }), column('p', { type: 'string' })];

describe('files cut from rows', { timeout: 300_000 }, () => {
  let bench: WriteBench;
  withWriteBench((opened) => { bench = opened; });
  const files = async (table: string): Promise<readonly ContentFile[]> => {
    const loaded = await bench.load(table);
    const entries = await Promise.all((await bench.catalog.manifests(loaded, currentSnapshot(loaded.metadata))).map((manifest) => bench.catalog.entries(loaded, manifest, 'all')));
    return entries.flat().map(({ file }) => file);
  };
  /** Bounds of a column, as values. */
  const bounds = ({ lowerBounds, upperBounds }: ContentFile, id: number, type: IcebergType): readonly (PrimitiveValue | null)[] => [lowerBounds, upperBounds].map((of) => { const bytes = of?.get(id); return bytes === undefined ? null : valueFromBytes(type, bytes); });

  it.each([[false], [true]])('hold the rows of one partition each, of whatever size and with NULL, a text that no folder can be called, and one longer than any name; sorted: %s', async (isSorted) => {
    const table = isSorted ? 'sorted' : 'plain';
    await bench.create(table, { fields: COLUMNS, partition: [{ column: 'p', transform: { kind: 'identity' } }], ...(isSorted ? { sort: [{ column: 'id', direction: 'desc', nullOrder: 'nulls-last' }] } : {}) });
    // 900 partitions of 5 to 200 rows, one of 90,000 in the middle, more than one COPY takes together
    const select = "SELECT CAST(i AS BIGINT), CASE WHEN i >= 110000 THEN 'm' WHEN i % 900 = 0 THEN NULL WHEN i % 900 = 1 THEN '../a/b=c' WHEN i % 900 = 2 THEN repeat('x', 400) WHEN i % 900 = 3 THEN '' ELSE 'p' || (i * 7 % 900) END FROM range(200000) t(i)";
    const { changed } = await bench.both(table, { kind: 'insert', select });
    const written = await files(table);
    expect(written.length).toBe(changed.filesAdded);
    expect(new Set(written.map(({ partition: [value] }) => value)).size).toBe(written.length);
    const counts = (await bench.mirror.runAndReadAll(`SELECT c1, count(*) FROM "${table}" GROUP BY c1`)).getRows();
    expect(new Map(written.map(({ partition: [value], recordCount }) => [value, recordCount]))).toEqual(new Map(counts.map(([value, count]) => [value, Number(count)])));
    // each row lies in the file of its partition, and under the files' own names nothing is left
    const places = await bench.askPlaces(table, 'SELECT count(DISTINCT c_file), count(DISTINCT c1) + 1, count(*) FROM t', ['bigint', 'bigint', 'bigint']);
    expect(places).toEqual([[String(written.length), String(written.length), '200000']]);
    expect(await bench.rows(table)).toEqual(await bench.mirrorRows(table));
    expect(bench.dataFolder(table)).toHaveLength(written.length);
    if (isSorted) expect(await bench.askPlaces(table, 'SELECT count(*) FROM (SELECT c0, lag(c0) OVER (PARTITION BY c_file ORDER BY c_pos) AS before FROM t) WHERE before < c0', ['bigint'])).toEqual([['0']]);
  });

  it('of several partition fields, and of one that is NaN or a zero with a sign', async () => {
    await bench.create('several', { fields: [column('id', { type: 'long' }), column('x', { type: 'double' }), column('d', { type: 'date' })], partition: [{ column: 'x', transform: { kind: 'identity' } }, { column: 'd', transform: { kind: 'month' } }] });
    await bench.both('several', { kind: 'insert', select: "SELECT CAST(i AS BIGINT), CASE i % 4 WHEN 0 THEN CAST('nan' AS DOUBLE) WHEN 1 THEN NULL WHEN 2 THEN -0.0 ELSE 1.5 END, CASE WHEN i % 3 = 0 THEN NULL ELSE DATE '2020-01-15' + CAST(i % 90 AS INTEGER) END FROM range(2000) t(i)" });
    const written = await files('several');
    expect(written.reduce((sum, { recordCount }) => sum + recordCount, 0)).toBe(2000);
    expect(new Set(written.map(({ partition }) => String(partition))).size).toBe(written.length);
    expect(await bench.rows('several')).toEqual(await bench.mirrorRows('several'));
  });

  it('of long rows, in little more memory than they take together', async () => {
    const { settings } = bench.ports;
    const ctx = await bench.context({ ports: Object.create(bench.ports, { settings: { value: { ...settings, queries: { ...settings.queries, memoryBytes: 256 * 2 ** 20 } } } }) as typeof bench.ports });
    await bench.create('long', { fields: COLUMNS, partition: [{ column: 'id', transform: { kind: 'truncate', width: 100 } }] });
    // 160 MB of text
    const write = await bench.planned('long', { kind: 'insert', select: "SELECT CAST(i AS BIGINT), repeat(md5('' || i), 250) FROM range(20000) t(i)" });
    expect((await writeRows(ctx, { write })).changed).toMatchObject({ inserted: 20_000, filesAdded: 200 });
  });

  it('tell how many values are NaN, and the bounds of the others', async () => {
    const NUMBERS = [column('id', { type: 'long' }), column('x', { type: 'double' }), column('y', { type: 'float' }), column('s', { type: 'struct', fields: [column('z', { type: 'double' })] })];
    await bench.create('nans', { fields: NUMBERS });
    const select = "SELECT CAST(i AS BIGINT), CASE WHEN i < 3 THEN CAST('nan' AS DOUBLE) WHEN i = 3 THEN NULL WHEN i = 9 THEN CAST('-inf' AS DOUBLE) ELSE i / 4.0 END, CAST(i AS REAL), CASE WHEN i = 5 THEN NULL ELSE CAST({'f1': 'nan'} AS STRUCT(f1 DOUBLE)) END FROM range(10) t(i)";
    await bench.write('nans', { kind: 'insert', select });
    const [file] = await files('nans');
    expect(file!.nanValueCounts).toEqual(new Map([[2, 3], [3, 0], [5, 9]]));
    expect([bounds(file!, 2, { type: 'double' }), bounds(file!, 3, { type: 'float' }), bounds(file!, 5, { type: 'double' })]).toEqual([[-Infinity, 2], [-0, 9], [null, null]]);
    expect(file!.nullValueCounts?.get(2)).toBe(1);
    // partitioned: only some of the files hold any
    await bench.create('some-nans', { fields: NUMBERS, partition: [{ column: 'id', transform: { kind: 'truncate', width: 5 } }] });
    await bench.write('some-nans', { kind: 'insert', select });
    expect((await files('some-nans')).map(({ nanValueCounts }) => nanValueCounts?.get(2) ?? -1).sort((a, b) => a - b)).toEqual([0, 3]);
  });

  it('tell of columns what the table wants to be told', async () => {
    const TEXTS = ['none', 'counts', 'few', 'whole', 'usual'].map((name) => column(name, { type: 'string' }));
    await bench.create('told', { fields: TEXTS, properties: { 'write.metadata.metrics.column.none': 'none', 'write.metadata.metrics.column.counts': 'counts', 'write.metadata.metrics.column.few': 'truncate(2)', 'write.metadata.metrics.column.whole': 'full' } });
    const text = 'a text of more than sixteen characters';
    await bench.write('told', { kind: 'insert', select: `SELECT ${TEXTS.map(() => `'${text}'`).join(', ')}` });
    const [file] = await files('told');
    expect([1, 2, 3, 4, 5].map((id) => bounds(file!, id, { type: 'string' }))).toEqual([[null, null], [null, null], ['a ', 'a!'], [text, text], ['a text of more t', 'a text of more u']]);
    expect([[...(file!.valueCounts?.keys() ?? [])], [...(file!.nullValueCounts?.keys() ?? [])], [...(file!.columnSizes?.keys() ?? [])]]).toEqual([[2, 3, 4, 5], [2, 3, 4, 5], [1, 2, 3, 4, 5]]);
  });
});
