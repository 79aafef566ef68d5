import type { Wanted } from '../avro/entry-layout';
import { decodeManifest } from '../avro/manifest';
import { partitionTypes } from '../avro/manifest-schema';
import type { Inflate } from '../avro/container';
import { specById, typeOfField } from '../schema/lookup';
import type { ManifestEntry, ManifestFile, PartitionSpec, Predicate, PrimitiveType, Schema, TableMetadata } from '../types';
import { bind, columnsOf } from './bind';
import { DELETE_PATH } from '../reserved-fields';
import { DeleteIndex } from './delete-index';
import { manifestMayMatch } from './evaluate';
import { projectInclusive } from './project';
import { FileSelection, type PlannedFile, type SpecPlan } from './select-files';

export interface PlanCounts {
  manifestsTotal: number;
  manifestsRead: number;
  filesTotal: number;
  filesPlanned: number;
  bytesPlanned: number;
}

export interface PlanRequest {
  readonly metadata: TableMetadata;
  /** the schema that `filter` names columns of */
  readonly schema: Schema;
  readonly manifests: readonly ManifestFile[];
  readonly filter: Predicate;
  /** stop once so many rows are certain; null reads all */
  readonly limitRows: number | null;
  /** entries of a manifest, decoded (and kept, where the caller keeps them) */
  readonly readEntries: (manifest: ManifestFile, wanted: Wanted) => Promise<readonly ManifestEntry[]>;
}

/** Decoder for a table's manifests, for readEntries. */
export function entryDecoder(metadata: TableMetadata, inflate: Inflate): (bytes: Uint8Array, manifest: ManifestFile, wanted: Wanted) => readonly ManifestEntry[] {
  const types = new Map<PartitionSpec, readonly PrimitiveType[]>();
  return (bytes, manifest, wanted) => {
    const spec = specById(metadata, manifest.specId);
    const known = types.get(spec) ?? partitionTypes(spec, (id) => typeOfField(metadata, id));
    types.set(spec, known);
    return decodeManifest(bytes, { manifest, spec, types: known, inflate }, wanted);
  };
}

const liveFiles = (manifest: ManifestFile): number | null => (manifest.addedFilesCount === null || manifest.existingFilesCount === null ? null : manifest.addedFilesCount + manifest.existingFilesCount);

/**
 * Files to read for a filter (spec, Scan Planning): manifests by their partition summaries, files by partition and by
 * column metrics, each with the deletes that apply to it. Yields the files of each manifest as it arrives and stops early when
 * `limitRows` rows are certain. `counts` grows along; files of manifests that were not read are counted by the manifest list.
 */
export async function* planFiles(request: PlanRequest, counts: PlanCounts): AsyncGenerator<readonly PlannedFile[]> {
  const { metadata, manifests, readEntries } = request;
  const bound = bind(request.filter, request.schema);
  const columns = columnsOf(bound);
  const plans = new Map<number, SpecPlan>();
  const planOf = (specId: number): SpecPlan => {
    const known = plans.get(specId);
    if (known) return known;
    const spec = specById(metadata, specId);
    const made = { spec, types: partitionTypes(spec, (id) => typeOfField(metadata, id)), projected: projectInclusive(bound, spec) };
    plans.set(specId, made);
    return made;
  };
  const empty = (manifest: ManifestFile): boolean => liveFiles(manifest) === 0;
  const wantedManifests = (content: ManifestFile['content']): readonly ManifestFile[] =>
    manifests.filter((manifest) => manifest.content === content && !empty(manifest) && manifestMayMatch(planOf(manifest.specId).projected, manifest, planOf(manifest.specId).spec, planOf(manifest.specId).types));

  const data = wantedManifests('data');
  // equality deletes of another partition spec's global kind may apply anywhere, so delete manifests are all read
  const deletes = manifests.filter((manifest) => manifest.content === 'deletes' && !empty(manifest));
  counts.manifestsTotal = manifests.length;
  counts.filesTotal = manifests.filter((manifest) => manifest.content === 'data').reduce((sum, manifest) => sum + (liveFiles(manifest) ?? 0), 0);
  const deleteEntries: ManifestEntry[] = [];
  for await (const entries of inOrder(deletes, readsAhead(deletes), (manifest) => readEntries(manifest, { statisticsOf: new Set([DELETE_PATH.id]) }))) {
    counts.manifestsRead += 1;
    for (const entry of entries) deleteEntries.push(entry);
  }
  const specs = new Map(metadata.partitionSpecs.map((spec) => [spec.specId, spec]));
  const types = new Map([...columns].map((id) => [id, typeOfField(metadata, id)]));
  const selection = new FileSelection(bound, { planOf, typeOf: (id) => types.get(id) ?? null, deletes: new DeleteIndex(deleteEntries, specs), limitRows: request.limitRows }, counts);
  for await (const entries of inOrder(data, request.limitRows === null ? readsAhead(data) : 1, (manifest) => readEntries(manifest, { statisticsOf: columns }))) {
    counts.manifestsRead += 1;
    const planned = selection.of(entries);
    if (planned.length > 0) yield planned;
    if (selection.isEnough) return;
  }
}

const READS_AHEAD_MIN = 8;
const READS_AHEAD_MAX = 32;
const READS_AHEAD_BYTES = 8 * 1024 * 1024;

/** Small manifests are read by the dozen, large ones by few, since each waits in memory for its turn. */
function readsAhead(manifests: readonly ManifestFile[]): number {
  const average = manifests.reduce((sum, { length }) => sum + length, 0) / Math.max(1, manifests.length);
  return Math.max(READS_AHEAD_MIN, Math.min(READS_AHEAD_MAX, Math.floor(READS_AHEAD_BYTES / Math.max(1, average))));
}

/**
 * Has at most `most` reads under way and yields in order. They start in waves, when half are gone: a read that comes alone finds
 * the threads that read asleep, and waking one takes as long as reading a manifest.
 */
async function* inOrder<T, R>(items: readonly T[], most: number, read: (item: T) => Promise<R>): AsyncGenerator<R> {
  const ahead: Promise<R>[] = [];
  let started = 0;
  for (let index = 0; index < items.length; index += 1) {
    const upTo = started - index > most / 2 ? started : Math.min(items.length, index + most);
    for (; started < upTo; started += 1) {
      const promise = read(items[started] as T);
      // a failure that is not awaited yet must not end the process
      promise.catch(() => undefined);
      ahead.push(promise);
    }
    yield await (ahead[index] as Promise<R>);
  }
}

export const noCounts = (): PlanCounts => ({ manifestsTotal: 0, manifestsRead: 0, filesTotal: 0, filesPlanned: 0, bytesPlanned: 0 });
