import { existsSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { newDataFile, openCatalog, type FileFacts, type LoadedTable } from '@/lib/core/catalog';
import { applyUpdates, valueToBytes, type NestedField, type NewTable, type PrimitiveValue, type TableUpdate } from '@/lib/model/iceberg';
import { openLocalFileStore } from '@/lib/ports/storage/local/local-file-store';
import { column } from '@/tests/support/write-bench';

export const LARGE = { namespace: ['large'], name: 'events' };
export interface LargeSize { readonly snapshots: number; readonly filesEach: number }
export const WHOLE: LargeSize = { snapshots: 10_000, filesEach: 10 };

const REGIONS = ['africa', 'americas', 'asia', 'europe', 'oceania'] as const;
const FIRST_DAY = 20_000;
const DAY_MS = 86_400_000;
/** between two commits */
const PAUSE_MS = 50 * 60_000;

const DEFINITION: Omit<NewTable, 'location' | 'uuid'> = {
  fields: [
    column('id', { type: 'long' }), column('at', { type: 'timestamp' }), column('region', { type: 'string' }), column('customer', { type: 'string' }), column('amount', { type: 'decimal', precision: 12, scale: 2 }), column('price', { type: 'double' }),
    column('quantity', { type: 'int' }), column('note', { type: 'string' }), column('device', { type: 'string' }), column('shipped', { type: 'date' }), column('discount', { type: 'decimal', precision: 6, scale: 4 }), column('returned', { type: 'boolean' }),
  ],
  partition: [{ column: 'at', transform: { kind: 'day' } }, { column: 'region', transform: { kind: 'identity' } }],
};

/** Rows of one day and region; how many differs, so that partitions do. */
const rowsSql = (day: number, region: number): string => `
  SELECT CAST(${day} AS BIGINT) * 10000 + ${region} * 1000 + i AS id, TIMESTAMP '1970-01-01' + to_days(${day}) + to_seconds(CAST(i * 61 % 86400 AS BIGINT)) AS at, '${REGIONS[region]}' AS region, 'customer ' || (i * 37 % 997) AS customer,
  CAST(i * 7919 % 1000003 AS DECIMAL(12, 2)) / 100 AS amount, CASE WHEN i % 50 = 7 THEN 'NaN'::DOUBLE ELSE i / 7.0 END AS price, CAST(i % 9 AS INTEGER) AS quantity,
  CASE WHEN i % 10 = 3 THEN NULL ELSE 'a note that is longer than the sixteen letters of a bound, number ' || i END AS note, 'device ' || (i % 5) AS device, DATE '1970-01-01' + ${day} + CAST(i % 6 AS INTEGER) AS shipped,
  CAST(i % 100 AS DECIMAL(6, 4)) / 100 AS discount, i % 40 = 0 AS returned FROM range(${20 + ((day * 31 + region * 17) % 180) + (region === 3 ? 150 : 0)}) t(i)`;

/** The kept facts of one Parquet file, counted by DuckDB; text bounds are cut as writers cut them. */
interface Template { readonly file: string; readonly facts: FileFacts }

/**
 * A table of many small files and snapshots, partitioned by day and region, in the namespace `large` of a warehouse that is not there
 * yet. Its lists, manifests and metadata are what the console's own commits would have written, one snapshot after the other, except
 * that only the last version of the metadata is: each of the others would be a file of megabytes. Data files are real ones; the
 * files of one day and region are names of the same bytes.
 */
export async function makeLargeTable(warehouse: string, { snapshots, filesEach }: LargeSize): Promise<void> {
  if (existsSync(warehouse)) return;
  const making = `${warehouse}-making`;
  rmSync(making, { recursive: true, force: true });
  const templates = await makeTemplates(join(making, 'templates'), Math.ceil((snapshots * PAUSE_MS) / DAY_MS) + 1);
  // tables name the place where they are made, which is where they must be read
  rmSync(warehouse, { recursive: true, force: true });
  mkdirSync(warehouse, { recursive: true });
  const restore = await withoutSyncs(warehouse);
  try {
    const store = await openLocalFileStore(warehouse);
    let nowMs = 0;
    const catalog = openCatalog({ name: 'lake', store, clock: () => nowMs });
    await catalog.createNamespace(LARGE.namespace);
    const began = FIRST_DAY * DAY_MS;
    nowMs = began;
    await catalog.createTable(LARGE, DEFINITION, {
      first: async (empty) => {
        mkdirSync(join(warehouse, empty.folder, 'data'), { recursive: true });
        const updates: TableUpdate[] = [];
        let base: LoadedTable = empty;
        for (let index = 0; index < snapshots; index += 1) {
          nowMs = began + index * PAUSE_MS;
          const day = Math.floor(nowMs / DAY_MS);
          const added = Array.from({ length: filesEach }, (_, number) => {
            const region = number % REGIONS.length;
            const template = templates.get(`${day}|${region}`);
            if (template === undefined) throw new Error(`no file for day ${day}`);
            const name = `${String(index).padStart(5, '0')}-${number}.parquet`;
            linkSync(template.file, join(warehouse, empty.folder, 'data', name));
            return newDataFile(base.metadata, template.facts, { path: `${empty.metadata.location}/data/${name}`, specId: 0, partition: [day, REGIONS[region] ?? null] });
          });
          const change = await catalog.changeFiles(base, { operation: 'append', added, summary: { 'engine-name': 'lakehouse-console', 'lakehouse-console.user': 'bench' } });
          updates.push(...change.updates);
          // the next one reads them
          for (const { path, bytes } of change.files) await store.create(path, bytes, { within: empty.folder });
          base = { ...base, metadata: applyUpdates(base.metadata, change.updates, nowMs) };
          if (index % 1000 === 999) console.error(`${index + 1} of ${snapshots} snapshots made`);
        }
        return { requirements: [], updates, files: [] };
      },
    });
    await store.close();
    rmSync(making, { recursive: true, force: true });
  } catch (error) {
    // half a table must not be taken for a whole one by the next run
    rmSync(warehouse, { recursive: true, force: true });
    throw error;
  } finally {
    restore();
  }
}

async function makeTemplates(folder: string, days: number): Promise<ReadonlyMap<string, Template>> {
  mkdirSync(folder, { recursive: true });
  const fields = currentSchemaFields();
  const ids = `{${fields.map(({ name, id }) => `"${name}": ${id}`).join(', ')}}`;
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const templates = new Map<string, Template>();
  for (let day = FIRST_DAY; day < FIRST_DAY + days; day += 1) {
    for (let region = 0; region < REGIONS.length; region += 1) {
      const file = join(folder, `${day}-${region}.parquet`);
      await connection.run(`COPY (${rowsSql(day, region)}) TO '${file}' (FORMAT parquet, COMPRESSION zstd, FIELD_IDS ${ids})`);
      const bounds = (call: 'min' | 'max') => fields.map(({ name, type }) => `${call}(${asWhole(name, type.type)})${type.type === 'double' ? ` FILTER (NOT isnan("${name}"))` : ''}`).join(', ');
      const counted = await connection.runAndReadAll(`SELECT count(*), ${fields.map(({ name }) => `count(*) - count("${name}")`).join(', ')}, count(*) FILTER (isnan(price)), ${bounds('min')}, ${bounds('max')} FROM (${rowsSql(day, region)})`);
      const [rows, ...rest] = counted.getRows()[0] ?? [];
      const wide = fields.length;
      const nulls = rest.slice(0, wide).map(Number);
      const bytes = (values: readonly unknown[], cut: (text: string) => string) => new Map(fields.map(({ id, type }, index): [number, Uint8Array] => [id, valueToBytes(type, asValue(type.type, values[index], cut))]));
      templates.set(`${day}|${region}`, {
        file,
        facts: {
          recordCount: Number(rows), fileSizeInBytes: statSync(file).size, columnSizes: null, valueCounts: new Map(fields.map(({ id }) => [id, Number(rows)])), nullValueCounts: new Map(fields.map(({ id }, index) => [id, nulls[index] ?? 0])),
          nanValueCounts: new Map([[fields.find(({ name }) => name === 'price')?.id ?? 0, Number(rest[wide])]]),
          lowerBounds: bytes(rest.slice(wide + 1, wide * 2 + 1), (text) => text.slice(0, 16)), upperBounds: bytes(rest.slice(wide * 2 + 1), nextText),
        },
      });
    }
  }
  connection.closeSync();
  instance.closeSync();
  return templates;
}

/** Ids as a new table gives them: from 1, in order. */
const currentSchemaFields = (): readonly NestedField[] => DEFINITION.fields.map((field, index) => ({ ...field, id: index + 1 }));

const asWhole = (name: string, type: string): string => (type === 'timestamp' ? `epoch_us("${name}")` : type === 'date' ? `date_diff('day', DATE '1970-01-01', "${name}")` : type === 'decimal' ? `CAST("${name}" * ${name === 'discount' ? 10_000 : 100} AS BIGINT)` : `"${name}"`);

function asValue(type: string, value: unknown, cut: (text: string) => string): PrimitiveValue {
  if (type === 'string') return cut(String(value));
  return type === 'int' || type === 'date' ? Number(value) : (value as PrimitiveValue);
}

/** An upper bound of at most sixteen letters: the last one raised where some were cut. */
const nextText = (text: string): string => (text.length <= 16 ? text : text.slice(0, 15) + String.fromCodePoint((text.codePointAt(15) ?? 0) + 1));

/** Nobody needs twenty thousand waits for the disk here. */
async function withoutSyncs(folder: string): Promise<() => void> {
  const handle = await open(folder);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const sync = prototype.sync;
  prototype.sync = () => Promise.resolve();
  return () => { prototype.sync = sync; };
}
