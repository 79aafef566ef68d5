import { decodeManifest, type Wanted } from '../avro/manifest';
import { partitionTypes } from '../avro/manifest-schema';
import type { Inflate } from '../avro/container';
import { specById, typeOfField } from '../schema/lookup';
import type { ContentFile, IcebergType, ManifestEntry, ManifestFile, PartitionSpec, Predicate, PrimitiveType, Schema, TableMetadata } from '../types';
import { bind, columnsOf, type Bound } from './bind';
import { DeleteIndex, POSITION_DELETE_PATH_ID } from './delete-index';
import { fileMayMatch, manifestMayMatch, partitionMayMatch, partitionProves } from './evaluate';
import { projectInclusive } from './project';

export interface PlannedFile {
  readonly file: ContentFile;
  readonly sequenceNumber: bigint;
  readonly deletes: readonly ContentFile[];
}

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
  /** how many manifests to read at once */
  readonly parallel?: number;
}

interface SpecPlan { readonly spec: PartitionSpec; readonly types: readonly PrimitiveType[]; readonly projected: Bound }

/** Decoder for a table's manifests, for readEntries. */
export function entryDecoder(metadata: TableMetadata, inflate: Inflate): (bytes: Uint8Array, manifest: ManifestFile, wanted: Wanted) => readonly ManifestEntry[] {
  return (bytes, manifest, wanted) => {
    const spec = specById(metadata, manifest.specId);
    return decodeManifest(bytes, { manifest, spec, types: partitionTypes(spec, (id) => typeOfField(metadata, id)), inflate }, wanted);
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
  const unfiltered = bound.op === 'true';
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
  for await (const entries of inOrder(deletes, request.parallel ?? 8, (manifest) => readEntries(manifest, { statisticsOf: new Set([POSITION_DELETE_PATH_ID]) }))) {
    counts.manifestsRead += 1;
    for (const entry of entries) deleteEntries.push(entry);
  }
  const specs = new Map(metadata.partitionSpecs.map((spec) => [spec.specId, spec]));
  const index = new DeleteIndex(deleteEntries, specs);
  const typeCache = new Map([...columns].map((id) => [id, typeOfField(metadata, id)]));
  const typeOf = (id: number): IcebergType | null => typeCache.get(id) ?? null;
  let certain = 0;
  for await (const entries of inOrder(data, request.limitRows === null ? (request.parallel ?? 8) : 1, (manifest) => readEntries(manifest, { statisticsOf: columns }))) {
    counts.manifestsRead += 1;
    const planned: PlannedFile[] = [];
    for (const { status, file, sequenceNumber } of entries) {
      if (status === 'deleted') continue;
      const { spec, projected } = planOf(file.specId);
      if (file.recordCount === 0 || (!unfiltered && (!partitionMayMatch(projected, file, spec) || !fileMayMatch(bound, file, typeOf)))) continue;
      const applied = index.deletesFor(file, sequenceNumber);
      counts.filesPlanned += 1;
      counts.bytesPlanned += file.fileSizeInBytes;
      planned.push({ file, sequenceNumber, deletes: applied });
      if (partitionProves(bound, file, spec)) certain += rowsLeft(file, applied);
      if (request.limitRows !== null && certain >= request.limitRows) break;
    }
    if (planned.length > 0) yield planned;
    if (request.limitRows !== null && certain >= request.limitRows) return;
  }
}

/** Rows of a file that are certainly left: position deletes remove one each at most, equality deletes any number. */
function rowsLeft(file: ContentFile, deletes: readonly ContentFile[]): number {
  if (deletes.some(({ content }) => content === 'equality-deletes')) return 0;
  return Math.max(0, deletes.reduce((rows, { recordCount }) => rows - recordCount, file.recordCount));
}

/** Runs at most `parallel` reads ahead and yields in order. */
async function* inOrder<T, R>(items: readonly T[], parallel: number, read: (item: T) => Promise<R>): AsyncGenerator<R> {
  const ahead: Promise<R>[] = [];
  let started = 0;
  for (let index = 0; index < items.length; index += 1) {
    for (; started < items.length && started < index + parallel; started += 1) {
      const promise = read(items[started] as T);
      // a failure that is not awaited yet must not end the process
      promise.catch(() => undefined);
      ahead.push(promise);
    }
    yield await (ahead[index] as Promise<R>);
  }
}

export const noCounts = (): PlanCounts => ({ manifestsTotal: 0, manifestsRead: 0, filesTotal: 0, filesPlanned: 0, bytesPlanned: 0 });
