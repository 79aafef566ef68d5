import type { LoadedTable } from '@/lib/core/catalog';
import { compareValues, valueFromBytes, valueText, type ContentFile, type NestedField, type PrimitiveValue, type Schema, type Snapshot } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { asOf, describe, inTable, tableOf } from './inputs';
import { keptOf } from './kept';
import { openTable, stateOf } from './open';
import { typeName } from './present-schema';

const BUCKETS = 10;
interface Spread { nulls: number | null; values: number | null; lower: PrimitiveValue | null; upper: PrimitiveValue | null; open: boolean; /** of each file: least, greatest, rows */ files: number[] }

/** A number that a bar chart can place a value by; null for types that have none. */
function place(value: PrimitiveValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'bigint' ? Number(value) : null;
}

function add(spread: Spread, field: NestedField, file: ContentFile): void {
  const nulls = file.nullValueCounts?.get(field.id);
  const values = file.valueCounts?.get(field.id);
  spread.nulls = spread.nulls === null || nulls === undefined ? null : spread.nulls + nulls;
  spread.values = spread.values === null || values === undefined ? null : spread.values + values;
  const lowerBytes = file.lowerBounds?.get(field.id);
  const upperBytes = file.upperBounds?.get(field.id);
  const lower = lowerBytes ? valueFromBytes(field.type, lowerBytes) : null;
  const upper = upperBytes ? valueFromBytes(field.type, upperBytes) : null;
  if (lower === null || upper === null) {
    if (nulls === undefined || nulls !== values) spread.open = true;
    return;
  }
  if (spread.lower === null || compareValues(lower, spread.lower) < 0) spread.lower = lower;
  if (spread.upper === null || compareValues(upper, spread.upper) > 0) spread.upper = upper;
  const from = place(lower);
  const to = place(upper);
  if (from !== null && to !== null) spread.files.push(from, to, file.recordCount - (nulls ?? 0));
}

/** Rows by tenth of the range, each file's rows spread evenly between its bounds. */
function tenths({ files }: Spread): number[] | null {
  if (files.length === 0) return null;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < files.length; at += 3) {
    from = Math.min(from, files[at] ?? from);
    to = Math.max(to, files[at + 1] ?? to);
  }
  const width = (to - from) / BUCKETS;
  if (!(width > 0)) return null;
  const buckets = new Array<number>(BUCKETS).fill(0);
  for (let at = 0; at < files.length; at += 3) {
    const first = Math.min(BUCKETS - 1, Math.floor(((files[at] ?? from) - from) / width));
    const last = Math.min(BUCKETS - 1, Math.floor(((files[at + 1] ?? from) - from) / width));
    for (let bucket = first; bucket <= last; bucket += 1) buckets[bucket] = (buckets[bucket] ?? 0) + (files[at + 2] ?? 0) / (last - first + 1);
  }
  return buckets.map(Math.round);
}

interface Counted { readonly files: number; readonly columns: readonly { readonly field: NestedField; readonly nullCount: number | null; readonly valueCount: number | null; readonly lower: string | null; readonly upper: string | null; readonly spread: number[] | null }[] }

/** Counted over all data files of a snapshot once, and kept. */
function countColumns(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null, schema: Schema): Promise<Counted> {
  return keptOf(loaded.metadata, `statistics ${snapshot?.snapshotId ?? 'none'} ${schema.schemaId}`, async () => {
    const { catalog } = ctx.ports;
    const spreads = schema.fields.map((field): [NestedField, Spread] => [field, { nulls: 0, values: 0, lower: null, upper: null, open: false, files: [] }]);
    const wanted = { statisticsOf: new Set(schema.fields.map(({ id }) => id)) };
    let files = 0;
    for (const manifest of (await catalog.manifests(loaded, snapshot)).filter(({ content }) => content === 'data')) {
      await catalog.walkEntries(loaded, manifest, wanted, ({ status, file }) => {
        if (status === 'deleted') return;
        files += 1;
        for (const [field, spread] of spreads) add(spread, field, file);
      });
    }
    const columns = spreads.map(([field, spread]) => {
      const text = (value: PrimitiveValue | null): string | null => (spread.open || value === null ? null : valueText(field.type, value));
      return { field, nullCount: files === 0 ? null : spread.nulls, valueCount: files === 0 ? null : spread.values, lower: text(spread.lower), upper: text(spread.upper), spread: spread.open ? null : tenths(spread) };
    });
    return { value: { files, columns }, bytes: 200 + columns.length * 600 };
  });
}

/** Nulls, bounds and spread of the top-level columns, from what writers counted. Bounds are values of rows: they take select. */
export const getStatistics = command({
  name: 'table.statistics', audit: 'none', input: inTable.extend(asOf), permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { snapshot, schema } = stateOf(loaded, input);
    const boundsHidden = !ctx.can('select', tableOf(input));
    const { files, columns: counted } = await countColumns(ctx, loaded, snapshot, schema);
    const columns = counted.map(({ field, lower, upper, spread, ...counts }) => ({ fieldId: field.id, name: field.name, type: typeName(field.type), ...counts, lower: boundsHidden ? null : lower, upper: boundsHidden ? null : upper, spread: boundsHidden ? null : spread }));
    return { snapshotId: snapshot?.snapshotId.toString() ?? null, columns, files, boundsHidden };
  },
});
