import { brokenTable, hasCode } from '@/lib/model/errors';
import { nameMapping, specById, type ContentFile, type MappedField, type Predicate, type PrimitiveValue, type Schema, type Snapshot } from '@/lib/model/iceberg';
import { noCounts, planFiles, type PlanCounts } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
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
  /** true size, by stat */
  readonly size: number;
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

const STATS_AT_ONCE = 16;

/**
 * The files to read for a filter, each with its deletes and its true size. BROKEN_TABLE names a file that metadata
 * promises and that is not there.
 */
export async function planScan(store: FileStore, reader: ManifestReader, loaded: LoadedTable, request: ScanRequest): Promise<ScanPlan> {
  const { metadata, location } = loaded;
  const counts = noCounts();
  const manifests = await reader.manifests(loaded, request.snapshot);
  const planned = [];
  const readEntries = (...[manifest, wanted]: Parameters<Parameters<typeof planFiles>[0]['readEntries']>) => {
    request.signal?.throwIfAborted();
    return reader.entriesOf(loaded, manifest, wanted);
  };
  for await (const file of planFiles({ metadata, schema: request.schema, manifests, filter: request.filter, limitRows: request.limit, readEntries }, counts)) planned.push(file);
  const stored = async (file: ContentFile): Promise<StoredFile> => {
    const path = location.resolve(file.path);
    try {
      const { size } = await store.stat(path, request.signal);
      return { file, path, size };
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) throw brokenTable(`The table names the file ${path}, which is missing.`, path, error);
      throw error;
    }
  };
  const deletes = new Map<string, Promise<StoredFile>>();
  const deleteFile = (file: ContentFile): Promise<StoredFile> => {
    // one Puffin file holds many vectors
    const key = `${file.path}|${file.contentOffset ?? ''}`;
    const known = deletes.get(key);
    if (known) return known;
    const made = stored(file);
    deletes.set(key, made);
    return made;
  };
  const files = await mapBounded(planned, STATS_AT_ONCE, async (plan) => ({ ...(await stored(plan.file)), deletes: await Promise.all(plan.deletes.map(deleteFile)), constants: constantsOf(loaded, plan.file) }));
  return { files, counts, nameMapping: nameMapping(metadata, loaded.metadataPath) };
}

/** Identity partition values, which stand for a column that the file does not have (spec, Column Projection). */
function constantsOf({ metadata }: LoadedTable, file: ContentFile): ReadonlyMap<number, PrimitiveValue | null> {
  const constants = new Map<number, PrimitiveValue | null>();
  specById(metadata, file.specId).fields.forEach((field, index) => {
    if (field.transform.kind === 'identity') constants.set(field.sourceId, file.partition[index] ?? null);
  });
  return constants;
}
