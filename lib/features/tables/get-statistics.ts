import { compareValues, valueFromBytes, valueText, type ContentFile, type NestedField, type PrimitiveValue } from '@/lib/model/iceberg';
import { command } from '@/lib/kernel/command';
import { entriesOf } from './entries';
import { asOf, describe, inTable, tableOf } from './inputs';
import { openTable, stateOf } from './open';
import { typeName } from './present-schema';

const BUCKETS = 10;
interface Spread { nulls: number | null; values: number | null; lower: PrimitiveValue | null; upper: PrimitiveValue | null; open: boolean; files: { lower: number; upper: number; rows: number }[] }

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
  if (from !== null && to !== null) spread.files.push({ lower: from, upper: to, rows: file.recordCount - (nulls ?? 0) });
}

/** Rows by tenth of the range, each file's rows spread evenly between its bounds. */
function tenths({ files }: Spread): number[] | null {
  if (files.length === 0) return null;
  const from = Math.min(...files.map((file) => file.lower));
  const to = Math.max(...files.map((file) => file.upper));
  const width = (to - from) / BUCKETS;
  if (!(width > 0)) return null;
  const buckets = new Array<number>(BUCKETS).fill(0);
  for (const file of files) {
    const first = Math.min(BUCKETS - 1, Math.floor((file.lower - from) / width));
    const last = Math.min(BUCKETS - 1, Math.floor((file.upper - from) / width));
    for (let bucket = first; bucket <= last; bucket += 1) buckets[bucket] = (buckets[bucket] ?? 0) + file.rows / (last - first + 1);
  }
  return buckets.map(Math.round);
}

/** Nulls, bounds and spread of the top-level columns, from what writers counted. Bounds are values of rows: they take select. */
export const getStatistics = command({
  name: 'table.statistics', audit: 'none', input: inTable.extend(asOf), permission: describe,
  run: async (ctx, input) => {
    const loaded = await openTable(ctx, input);
    const { snapshot, schema } = stateOf(loaded, input);
    const boundsHidden = !ctx.can('select', tableOf(input));
    const spreads = new Map(schema.fields.map((field): [number, Spread] => [field.id, { nulls: 0, values: 0, lower: null, upper: null, open: false, files: [] }]));
    let files = 0;
    for await (const entries of entriesOf(ctx, loaded, snapshot, { statisticsOf: new Set(spreads.keys()) }, (manifest) => manifest.content === 'data')) {
      for (const { status, file } of entries) {
        if (status === 'deleted') continue;
        files += 1;
        for (const field of schema.fields) { const spread = spreads.get(field.id); if (spread) add(spread, field, file); }
      }
    }
    const columns = schema.fields.map((field) => {
      const spread = spreads.get(field.id);
      const text = (value: PrimitiveValue | null | undefined): string | null => (boundsHidden || spread?.open !== false || value === null || value === undefined ? null : valueText(field.type, value));
      return { fieldId: field.id, name: field.name, type: typeName(field.type), nullCount: files === 0 ? null : (spread?.nulls ?? null), valueCount: files === 0 ? null : (spread?.values ?? null), lower: text(spread?.lower), upper: text(spread?.upper), spread: boundsHidden || !spread || spread.open ? null : tenths(spread) };
    });
    return { snapshotId: snapshot?.snapshotId.toString() ?? null, columns, files, boundsHidden };
  },
});
