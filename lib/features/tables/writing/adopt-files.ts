import { basename } from 'node:path';
import { newDataFile, newPositionDeleteFile, type LoadedTable, type NewFile } from '@/lib/core/catalog';
import { mapBounded } from '@/lib/core/catalog/bounded';
import { isAppError } from '@/lib/model/errors';
import type { ContentFile } from '@/lib/model/iceberg';
import type { EngineWriteResult, WrittenFile } from '@/lib/ports/engines/port';
import type { FileStore } from '@/lib/ports/storage/port';
import { noteAdoption } from './adoptions';

const AT_ONCE = 8;
const DELETES = '-deletes';

/** Files of a write that lie in the table's folder; nothing names them until they are committed. */
export interface AdoptedFiles {
  readonly added: readonly ContentFile[];
  readonly bytes: number;
  /** Writes down those of the files which a commit is about to make that lie beside these, as was done for these. */
  note(files: readonly NewFile[]): Promise<void>;
  /** Removes them all; only for when they surely were not committed. */
  abandon(): Promise<void>;
}

/**
 * Takes the files that the engine wrote into the table's data folder: durable, read only, and described as a manifest will
 * describe them. Files are removed again when one of them cannot be taken.
 * @param staging the write's own folder, in which the engine left them
 * @param dataFiles entries of the data files that delete files name, by path
 */
export async function adoptFiles(store: FileStore, staging: string, base: Pick<LoadedTable, 'folder' | 'metadata'>, result: Pick<EngineWriteResult, 'files' | 'deleteFiles'>, dataFiles: ReadonlyMap<string, ContentFile>): Promise<AdoptedFiles> {
  const { metadata, folder } = base;
  const targetOf = (localPath: string, suffix: string): string => `${basename(localPath, '.parquet')}${suffix}.parquet`;
  const note = async (paths: readonly string[]): Promise<void> => { if (paths.length > 0) await noteAdoption(store, basename(staging), { folder, paths }); };
  const names = [...result.files.map(({ localPath }) => targetOf(localPath, '')), ...result.deleteFiles.map(({ file }) => targetOf(file.localPath, DELETES))];
  await note(names.map((name) => `${folder}/data/${name}`));
  const taken: string[] = [];
  const abandon = async (): Promise<void> => {
    for (const path of taken) await store.remove(path).catch((error: unknown) => { if (!isAppError(error)) throw error; });
  };
  const failures: unknown[] = [];
  /** The file in its place, or null when it or one before it could not be taken: what was begun is waited for, so that nothing comes after the clean-up. */
  const take = async ({ localPath }: WrittenFile, suffix: string): Promise<{ readonly path: string; readonly size: number } | null> => {
    if (failures.length > 0) return null;
    const name = targetOf(localPath, suffix);
    const target = `${folder}/data/${name}`;
    taken.push(target);
    try {
      const { size } = await store.adopt(localPath, target, { within: folder });
      return { path: `${metadata.location}/data/${name}`, size };
    } catch (error) {
      failures.push(error);
      return null;
    }
  };
  const data = await mapBounded(result.files, AT_ONCE, async (file) => {
    const place = await take(file, '');
    return place === null ? [] : [newDataFile(metadata, { ...file, fileSizeInBytes: place.size }, { path: place.path, specId: metadata.defaultSpecId, partition: file.partition })];
  });
  const deletes = await mapBounded(result.deleteFiles, AT_ONCE, async ({ file, names }) => {
    const of = dataFiles.get(names[0] ?? '');
    if (of === undefined) throw new TypeError('a position delete file names a data file that was not read');
    const place = await take(file, DELETES);
    return place === null ? [] : [newPositionDeleteFile({ ...file, fileSizeInBytes: place.size }, { path: place.path, specId: of.specId, partition: of.partition }, names)];
  });
  if (failures.length > 0) {
    await abandon();
    throw failures[0];
  }
  const added = [...data, ...deletes].flat();
  return {
    added, abandon, bytes: added.reduce((sum, { fileSizeInBytes }) => sum + fileSizeInBytes, 0),
    note: (files) => note(files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/data/`))),
  };
}
