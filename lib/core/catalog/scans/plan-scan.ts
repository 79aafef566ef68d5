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
  const files: ScanPlanFile[] = [];
  for await (const planned of planFiles({ metadata, schema: request.schema, manifests, filter: request.filter, limitRows: request.limit, readEntries }, counts)) placing.add(planned, files);
  return { files, counts, nameMapping: nameMapping(metadata, loaded.metadataPath) };
}

/** Adds to planned files where they lie and what stands for columns that they lack. */
class Placing {
  private readonly deletes = new Map<ContentFile, StoredFile>();
  private readonly constants: Constants;
  constructor(private readonly loaded: LoadedTable) {
    this.constants = new Constants(loaded.metadata);
  }

  add(planned: readonly PlannedFile[], to: ScanPlanFile[]): void {
    const { location } = this.loaded;
    for (const { file, deletes } of planned) to.push(new PlacedFile(file, location.resolve(file.path), deletes.length === 0 ? NO_DELETES : deletes.map((one) => this.deleteFile(one)), this.constants.of(file)));
  }

  /** One object for a delete file that applies to many. */
  private deleteFile(file: ContentFile): StoredFile {
    const known = this.deletes.get(file);
    if (known) return known;
    const made = { file, path: this.loaded.location.resolve(file.path) };
    this.deletes.set(file, made);
    return made;
  }
}
const NO_DELETES: readonly StoredFile[] = [];

/** A class, as there are thousands: for the reason that EntryReader gives. */
class PlacedFile implements ScanPlanFile {
  constructor(readonly file: ContentFile, readonly path: string, readonly deletes: readonly StoredFile[], readonly constants: ScanPlanFile['constants']) {}
}

/** Identity partition values, which stand for a column that the file does not have (spec, Column Projection). */
class Constants {
  private readonly specs = new Map<number, { readonly fields: readonly IdentityField[]; readonly root: Branch }>();
  constructor(private readonly metadata: TableMetadata) {}

  /** One map for all files of a partition: thousands of files share a few. */
  of({ specId, partition }: ContentFile): ReadonlyMap<number, PrimitiveValue | null> {
    const { fields, root } = this.specs.get(specId) ?? this.add(specId);
    if (fields.length === 0) return NO_CONSTANTS;
    let branch = root;
    for (const { index } of fields) {
      const value = partition[index] ?? null;
      // to a Map, the zeros are one
      const key = Object.is(value, -0) ? NEGATIVE_ZERO : value;
      let next = branch.next.get(key);
      if (next === undefined) branch.next.set(key, (next = new Branch()));
      branch = next;
    }
    branch.constants ??= new Map(fields.map(({ index, sourceId }) => [sourceId, partition[index] ?? null]));
    return branch.constants;
  }

  private add(specId: number): { readonly fields: readonly IdentityField[]; readonly root: Branch } {
    const fields = specById(this.metadata, specId).fields.flatMap(({ transform, sourceId }, index) => (transform.kind === 'identity' ? [{ index, sourceId }] : []));
    const made = { fields, root: new Branch() };
    this.specs.set(specId, made);
    return made;
  }
}

interface IdentityField { readonly index: number; readonly sourceId: number }
/** Partitions that begin with the same values. */
class Branch {
  readonly next = new Map<PrimitiveValue | symbol | null, Branch>();
  constants: ReadonlyMap<number, PrimitiveValue | null> | null = null;
}
const NEGATIVE_ZERO = Symbol('-0');
const NO_CONSTANTS: ReadonlyMap<number, PrimitiveValue | null> = new Map();
