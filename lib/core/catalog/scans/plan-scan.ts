import { nameMapping, specById, type ContentFile, type MappedField, type Predicate, type PrimitiveValue, type Schema, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { noCounts, planFiles, type PlanCounts, type PlannedFile } from '@/lib/model/iceberg/manifests';
import type { LoadedTable } from '../tables/load-table';
import type { ManifestReader } from './read-manifests';

export interface ScanRequest {
  readonly snapshot: Snapshot | null;
  /** names the columns of `filter` */
  readonly schema: Schema;
  readonly filter: Predicate;
  /** rows after which planning may stop; null plans all */
  readonly limit: number | null;
  readonly signal?: AbortSignal;
}

export interface StoredFile {
  readonly file: ContentFile;
  /** where it lies in the store */
  readonly path: string;
}
export interface ScanPlanFile extends StoredFile {
  readonly deletes: readonly StoredFile[];
  /** values of identity partition fields by column id, for files that lack the column */
  readonly constants: ReadonlyMap<number, PrimitiveValue | null>;
}
export interface ScanPlan {
  readonly files: readonly ScanPlanFile[];
  readonly counts: Readonly<PlanCounts>;
  readonly nameMapping: readonly MappedField[] | null;
}

/**
 * The files to read for a filter, each with its deletes. Nothing but metadata is read; the sizes that it gives are for
 * counting, never for reading: writers get them wrong.
 */
export async function planScan(reader: ManifestReader, loaded: LoadedTable, request: ScanRequest): Promise<ScanPlan> {
  const { metadata } = loaded;
  const counts = noCounts();
  const manifests = await reader.manifests(loaded, request.snapshot);
  const readEntries = (...[manifest, wanted]: Parameters<Parameters<typeof planFiles>[0]['readEntries']>) => {
    request.signal?.throwIfAborted();
    return reader.entriesOf(loaded, manifest, wanted);
  };
  const placing = new Placing(loaded);
  const placed: (readonly ScanPlanFile[])[] = [];
  for await (const planned of planFiles({ metadata, schema: request.schema, manifests, filter: request.filter, limitRows: request.limit, readEntries }, counts)) placed.push(placing.place(planned));
  return { files: joined(placed), counts, nameMapping: nameMapping(metadata, loaded.metadataPath) };
}

/** Not flat(), which looks up each file by itself; in pieces, since a call takes only so many lists. */
function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  let all: T[] = [];
  for (let at = 0; at < lists.length; at += LISTS_AT_ONCE) all = all.concat(...lists.slice(at, at + LISTS_AT_ONCE));
  return all;
}
const LISTS_AT_ONCE = 1000;

/** Adds to planned files where they lie and what stands for columns that they lack. */
class Placing {
  private readonly deletes = new Map<ContentFile, StoredFile>();
  private readonly constants: Constants;
  private readonly location: LoadedTable['location'];
  constructor({ metadata, location }: LoadedTable) {
    this.constants = new Constants(metadata);
    this.location = location;
  }

  /** A list for each manifest: one that grew with all of them begins empty in each plan, which V8 takes for another kind of list and compiles this anew. */
  place(planned: readonly PlannedFile[]): readonly ScanPlanFile[] {
    const placed: ScanPlanFile[] = [];
    const { location } = this;
    for (const { file, deletes } of planned) placed.push(new PlacedFile(file, location.resolve(file.path), deletes.length === 0 ? NO_DELETES : deletes.map((one) => this.deleteFile(one)), this.constants.of(file)));
    return placed;
  }

  /** One object for a delete file that applies to many. */
  private deleteFile(file: ContentFile): StoredFile {
    const known = this.deletes.get(file);
    if (known) return known;
    const made = { file, path: this.location.resolve(file.path) };
    this.deletes.set(file, made);
    return made;
  }
}
const NO_DELETES: readonly StoredFile[] = [];

/** A class, as there are thousands: for the reason that ReadFile gives. */
class PlacedFile implements ScanPlanFile {
  declare readonly file: ContentFile;
  declare readonly path: string;
  declare readonly deletes: readonly StoredFile[];
  declare readonly constants: ScanPlanFile['constants'];
  constructor(file: ContentFile, path: string, deletes: readonly StoredFile[], constants: ScanPlanFile['constants']) {
    this.file = file;
    this.path = path;
    this.deletes = deletes;
    this.constants = constants;
  }
}

/** Identity partition values, which stand for a column that the file does not have (spec, Column Projection). */
class Constants {
  /** by the values themselves: files of one manifest and one partition share them */
  private readonly known = new Map<ContentFile['partition'], ScanPlanFile['constants']>();
  constructor(private readonly metadata: TableMetadata) {}

  of({ specId, partition }: ContentFile): ScanPlanFile['constants'] {
    return this.known.get(partition) ?? this.make(specId, partition);
  }

  private make(specId: number, partition: ContentFile['partition']): ScanPlanFile['constants'] {
    const made = new Map(specById(this.metadata, specId).fields.flatMap(({ transform, sourceId }, index) => (transform.kind === 'identity' ? [[sourceId, partition[index] ?? null] as const] : [])));
    this.known.set(partition, made);
    return made;
  }
}
