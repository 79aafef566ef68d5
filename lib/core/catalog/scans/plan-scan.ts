import { nameMapping, specById, type ContentFile, type MappedField, type Predicate, type PrimitiveValue, type Schema, type Snapshot } from '@/lib/model/iceberg';
import { noCounts, planFiles, type PlanCounts } from '@/lib/model/iceberg/manifests';
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
  const { metadata, location } = loaded;
  const counts = noCounts();
  const manifests = await reader.manifests(loaded, request.snapshot);
  const files: ScanPlanFile[] = [];
  const readEntries = (...[manifest, wanted]: Parameters<Parameters<typeof planFiles>[0]['readEntries']>) => {
    request.signal?.throwIfAborted();
    return reader.entriesOf(loaded, manifest, wanted);
  };
  const stored = (file: ContentFile): StoredFile => ({ file, path: location.resolve(file.path) });
  const deletes = new Map<ContentFile, StoredFile>();
  const deleteFile = (file: ContentFile): StoredFile => {
    const known = deletes.get(file);
    if (known) return known;
    const made = stored(file);
    deletes.set(file, made);
    return made;
  };
  const constants = constantsOf(loaded);
  for await (const planned of planFiles({ metadata, schema: request.schema, manifests, filter: request.filter, limitRows: request.limit, readEntries }, counts)) {
    for (const { file, deletes: applied } of planned) files.push({ file, path: location.resolve(file.path), deletes: applied.map(deleteFile), constants: constants(file) });
  }
  return { files, counts, nameMapping: nameMapping(metadata, loaded.metadataPath) };
}

/** Identity partition values, which stand for a column that the file does not have (spec, Column Projection). */
function constantsOf({ metadata }: LoadedTable): (file: ContentFile) => ReadonlyMap<number, PrimitiveValue | null> {
  const identities = new Map<number, readonly (readonly [index: number, sourceId: number])[]>();
  // thousands of files share a few partitions
  const made = new Map<string, ReadonlyMap<number, PrimitiveValue | null>>();
  return (file) => {
    let ofSpec = identities.get(file.specId);
    if (ofSpec === undefined) {
      ofSpec = specById(metadata, file.specId).fields.flatMap((field, index) => (field.transform.kind === 'identity' ? [[index, field.sourceId] as const] : []));
      identities.set(file.specId, ofSpec);
    }
    if (ofSpec.length === 0) return NO_CONSTANTS;
    let key = `${file.specId}`;
    for (const [index] of ofSpec) key += `|${file.partition[index] === null ? 'null' : `=${String(file.partition[index])}`}`;
    let constants = made.get(key);
    if (constants === undefined) {
      constants = new Map(ofSpec.map(([index, sourceId]) => [sourceId, file.partition[index] ?? null]));
      made.set(key, constants);
    }
    return constants;
  };
}
const NO_CONSTANTS: ReadonlyMap<number, PrimitiveValue | null> = new Map();
