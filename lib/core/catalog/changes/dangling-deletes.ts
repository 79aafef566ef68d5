import { specById, type ContentFile, type ManifestEntry, type ManifestFile } from '@/lib/model/iceberg';
import { mapBounded } from '../bounded';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import { partitionName } from './summary';
import { PLAIN } from './wanted';

/**
 * Which delete files are for no data any more once some data files were written anew: none that stays in their partition is as
 * old as they are (spec, Scan Planning). What is written anew has new names, which no position delete can hold; an equality
 * delete still counts when it is younger than the number that the new files keep.
 */
export async function danglingDeletes(
  reader: ManifestReader, base: LoadedTable, manifests: readonly ManifestFile[], stays: (entry: ManifestEntry) => boolean, added: { readonly files: readonly ContentFile[]; readonly sequenceNumber: bigint },
): Promise<(entry: ManifestEntry) => boolean> {
  const place = (file: ContentFile): string => `${file.specId}|${partitionName(base.metadata, file)}`;
  const oldest = new Map<string, bigint>();
  const note = (key: string, number: bigint): void => { const known = oldest.get(key); if (known === undefined || number < known) oldest.set(key, number); };
  const entries = await mapBounded(manifests.filter(({ content }) => content === 'data'), 8, (manifest) => reader.entriesOf(base, manifest, PLAIN));
  for (const entry of entries.flat()) if (entry.status !== 'deleted' && stays(entry)) { note(place(entry.file), entry.sequenceNumber); note(ANYWHERE, entry.sequenceNumber); }
  // of a spec that says nothing any more, too: in version 1 a field that was dropped stays as void
  const isGlobal = ({ file }: ManifestEntry): boolean => file.content === 'equality-deletes' && specById(base.metadata, file.specId).fields.every(({ transform }) => transform.kind === 'void');
  const meetsNew = (entry: ManifestEntry): boolean =>
    entry.file.content === 'equality-deletes' && entry.sequenceNumber > added.sequenceNumber && added.files.some((file) => isGlobal(entry) || place(file) === place(entry.file));
  return (entry) => {
    if (meetsNew(entry)) return false;
    const data = oldest.get(isGlobal(entry) ? ANYWHERE : place(entry.file));
    return data === undefined || (entry.file.content === 'equality-deletes' ? data >= entry.sequenceNumber : data > entry.sequenceNumber);
  };
}
const ANYWHERE = '*';
