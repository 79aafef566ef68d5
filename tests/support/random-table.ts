import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { partitionSummaries } from '@/lib/core/catalog/changes/partition-summaries';
import { newTableMetadata, transformValue, valueToBytes, compareValues, type ContentFile, type ManifestFile, type PartitionSpec, type Predicate, type PrimitiveType, type PrimitiveValue, type TableMetadata, type Transform } from '@/lib/model/iceberg';
import { encodeManifest, entryDecoder, noCounts, partitionTypes, planFiles } from '@/lib/model/iceberg/manifests';
import { contentFile } from './engine-bench';
import { valueOf } from './iceberg-values';

export type CellValue = PrimitiveValue | null;
export interface Column { readonly name: string; readonly type: PrimitiveType }
export type RandomRow = readonly CellValue[];

/** What writers do that a reader must bear with. */
export interface Quirks {
  /** bounds of text and bytes are cut to two characters, the upper one rounded up */
  readonly cutBounds: boolean;
  /** which metrics the writer left out */
  readonly withoutNulls: boolean;
  readonly withoutNans: boolean;
  readonly withoutBounds: boolean;
  /** Java orders UUIDs as signed numbers */
  readonly signedUuids: boolean;
  /** early writers cut years, months, days and hours before 1970 towards zero */
  readonly cutTimes: boolean;
}
export const quirks: fc.Arbitrary<Quirks> = fc.record({ cutBounds: fc.boolean(), withoutNulls: fc.boolean(), withoutNans: fc.boolean(), withoutBounds: fc.boolean(), signedUuids: fc.boolean(), cutTimes: fc.boolean() });

export interface RandomTable {
  readonly metadata: TableMetadata;
  readonly manifests: readonly ManifestFile[];
  readonly bytes: ReadonlyMap<string, Uint8Array>;
  /** rows by path of their file */
  readonly rows: ReadonlyMap<string, readonly RandomRow[]>;
}

const isNan = (value: CellValue): boolean => typeof value === 'number' && Number.isNaN(value);
const signed = (uuid: string): string => (Number.parseInt(uuid[0] ?? '0', 16) ^ 8).toString(16) + uuid.slice(1);

function order(type: PrimitiveType, { signedUuids }: Quirks): (a: PrimitiveValue, b: PrimitiveValue) => number {
  return type.type === 'uuid' && signedUuids ? (a, b) => compareValues(signed(String(a)), signed(String(b))) : compareValues;
}

/** The shortest text above every text that begins like this one; null when there is none. */
function roundedUp(value: PrimitiveValue): PrimitiveValue | null {
  if (value instanceof Uint8Array) {
    const last = value.findLastIndex((byte) => byte < 255);
    return last < 0 ? null : Uint8Array.from([...value.slice(0, last), (value[last] ?? 0) + 1]);
  }
  const points = [...String(value)].map((character) => character.codePointAt(0) ?? 0);
  for (let at = points.length - 1; at >= 0; at -= 1) {
    const next = (points[at] ?? 0) + 1;
    if (next <= 0x10_ffff) return String.fromCodePoint(...points.slice(0, at), next >= 0xd800 && next < 0xe000 ? 0xe000 : next);
  }
  return null;
}

function metrics(columns: readonly Column[], rows: readonly RandomRow[], quirk: Quirks): Partial<ContentFile> {
  const [values, nulls, nans, lower, upper] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>(), new Map<number, Uint8Array>(), new Map<number, Uint8Array>()];
  columns.forEach(({ type }, index) => {
    const id = index + 1;
    const cells = rows.map((row) => row[index] ?? null);
    const known = cells.filter((cell): cell is PrimitiveValue => cell !== null && !isNan(cell)).sort(order(type, quirk));
    values.set(id, cells.length);
    nulls.set(id, cells.filter((cell) => cell === null).length);
    if (type.type === 'float' || type.type === 'double') nans.set(id, cells.filter(isNan).length);
    const [low, high] = [known[0], known.at(-1)];
    if (low === undefined || high === undefined) return;
    const cut = quirk.cutBounds && (type.type === 'string' || type.type === 'binary');
    const short = (value: PrimitiveValue): PrimitiveValue => (value instanceof Uint8Array ? value.slice(0, 2) : [...String(value)].slice(0, 2).join(''));
    const top = !cut || compareValues(short(high), high) === 0 ? high : roundedUp(short(high));
    lower.set(id, valueToBytes(type, cut ? short(low) : low));
    if (top !== null) upper.set(id, valueToBytes(type, top));
  });
  return { recordCount: rows.length, valueCounts: values, nullValueCounts: quirk.withoutNulls ? null : nulls, nanValueCounts: quirk.withoutNans ? null : nans, lowerBounds: quirk.withoutBounds ? null : lower, upperBounds: quirk.withoutBounds ? null : upper };
}

function partitionOf(spec: PartitionSpec, columns: readonly Column[], row: RandomRow, { cutTimes }: Quirks): readonly CellValue[] {
  return spec.fields.map(({ transform, sourceId }) => {
    const [source, value] = [columns[sourceId - 1]?.type ?? { type: 'unknown' as const }, row[sourceId - 1] ?? null];
    const result = transformValue(transform, source, value);
    const isTime = transform.kind === 'year' || transform.kind === 'month' || transform.kind === 'hour' || (transform.kind === 'day' && source.type !== 'date');
    if (!cutTimes || !isTime || typeof result !== 'number' || result >= 0) return result;
    // cut towards zero: one too high, except where the unit is met exactly
    const before = transformValue(transform, source, typeof value === 'bigint' ? value - 1n : Number(value) - 1);
    return before === result ? result + 1 : result;
  });
}

/** A table whose rows lie in files by partition, a few files to a manifest, each with the metrics that its writer gives. */
export function buildTable(columns: readonly Column[], partition: readonly { readonly column: string; readonly transform: Transform }[], rows: readonly RandomRow[], quirk: Quirks, filesPerManifest: number): RandomTable {
  const metadata = newTableMetadata({ fields: columns.map(({ name, type }) => ({ id: 0, name, required: false, type })), partition: partition.map((field, index) => ({ ...field, name: `p${index}` })), location: 'file:///t', uuid: 'u' }, 0);
  const [spec, schema] = [metadata.partitionSpecs[0]!, metadata.schemas[0]!];
  const types = partitionTypes(spec, (id) => columns[id - 1]?.type ?? null);
  const groups = new Map<string, { partition: readonly CellValue[]; rows: RandomRow[] }>();
  for (const row of rows) {
    const values = partitionOf(spec, columns, row, quirk);
    const key = values.map((value) => (value instanceof Uint8Array ? [...value].join() : `${typeof value} ${Object.is(value, -0) ? '0' : String(value)}`)).join('|');
    const group = groups.get(key) ?? { partition: values, rows: [] };
    // two files a partition, so that files differ by more than their partition
    if (group.rows.length >= 4) groups.set(`${key}#${groups.size}`, { ...group });
    groups.set(key, group.rows.length >= 4 ? { partition: values, rows: [row] } : { partition: values, rows: [...group.rows, row] });
  }
  const files = [...groups.values()].map((group, index) => ({ rows: group.rows, file: contentFile('', { path: `f${index}`, partition: group.partition, fileSizeInBytes: 1, ...metrics(columns, group.rows, quirk) }) }));
  const bytes = new Map<string, Uint8Array>();
  const manifests: ManifestFile[] = [];
  for (let at = 0; at < files.length; at += filesPerManifest) {
    const part = files.slice(at, at + filesPerManifest).map(({ file }) => file);
    const path = `m${at}`;
    bytes.set(path, encodeManifest(part.map((file) => ({ status: 'added', snapshotId: 1n, sequenceNumber: null, fileSequenceNumber: null, file })), { formatVersion: 2, content: 'data', schema, spec, types, snapshotId: 1n }, (raw) => deflateRawSync(raw)));
    const summaries = partitionSummaries(spec, types, part)?.map((summary, index) => {
      const type = types[index];
      if (type?.type !== 'uuid' || !quirk.signedUuids) return summary;
      const known = part.map((file) => file.partition[index]).filter((value): value is string => typeof value === 'string').sort(order(type, quirk));
      return { ...summary, lowerBound: known[0] === undefined ? null : valueToBytes(type, known[0]), upperBound: known[0] === undefined ? null : valueToBytes(type, known.at(-1) ?? known[0]) };
    });
    manifests.push({
      path, length: 1, specId: 0, content: 'data', sequenceNumber: 1n, minSequenceNumber: 1n, addedSnapshotId: 1n, addedFilesCount: part.length, existingFilesCount: 0, deletedFilesCount: 0,
      addedRowsCount: 1, existingRowsCount: 0, deletedRowsCount: 0, partitions: summaries ?? null, keyMetadata: null, firstRowId: null,
    });
  }
  return { metadata, manifests, bytes, rows: new Map(files.map(({ file, rows: held }) => [file.path, held])) };
}

/** Paths that the planner keeps, in order. */
export async function plannedPaths({ metadata, manifests, bytes }: RandomTable, filter: Predicate, limitRows: number | null = null): Promise<readonly string[]> {
  const decode = entryDecoder(metadata, (raw) => inflateRawSync(raw));
  const paths: string[] = [];
  for await (const planned of planFiles({ metadata, schema: metadata.schemas[0]!, manifests, filter, limitRows, readEntries: async (manifest, wanted) => decode(bytes.get(manifest.path) ?? new Uint8Array(), manifest, wanted) }, noCounts())) for (const { file } of planned) paths.push(file.path);
  return paths;
}

export const cell = (type: PrimitiveType): fc.Arbitrary<CellValue> => fc.option(valueOf(type), { freq: 6 });
