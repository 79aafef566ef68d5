import { conflict, unsupported } from '@/lib/model/errors';
import type { ContentFile, ManifestEntry, ManifestFile, TableMetadata } from '@/lib/model/iceberg';
import type { NewEntry } from '@/lib/model/iceberg/manifests';
import { mapBounded } from '../bounded';
import type { Change } from '../commits/commit-table';
import type { LoadedTable } from '../tables/load-table';
import { danglingDeletes } from './dangling-deletes';
import { held, ManifestMaker, type HeldManifest } from './manifest-maker';
import { mergeManifests } from './merge-manifests';
import { beginSnapshot, countedManifests, finishSnapshot, type NewSnapshot, type SnapshotTools } from './new-snapshot';
import { removeEntries } from './remove-entries';
import type { SnapshotContent } from './snapshot-content';
import { summaryOf } from './summary';
import { liveData, validateBase } from './validate-base';
import { PATHS_OF_DELETES } from './wanted';
import { writeVectors, type Vectors } from './write-vectors';

/**
 * A change that adds and removes files in one snapshot (spec, Snapshots): new manifests for what is added, by spec and
 * content; manifests that hold what goes are written anew; all others are kept, or merged when there are many small ones.
 * Nothing of a base is trusted but what is read of it now, so that a builder can call it again on a newer one. Without
 * anything to add or remove it changes nothing. The files that it made are named for clean-up.
 * @throws CONFLICT when `validate` does not hold or a file to remove is gone; UNSUPPORTED for what the format version cannot hold
 */
export async function changeFiles(tools: SnapshotTools, base: LoadedTable, content: SnapshotContent): Promise<Change> {
  checkContent(base.metadata, content);
  const snapshot = beginSnapshot(tools, base, content.branch ?? 'main');
  const { manifests, added, removed, vectors } = await assemble(tools, base, snapshot, content);
  if (added.length === 0 && removed.length === 0) return { files: [], requirements: [], updates: [] };
  return finishSnapshot(tools, base, snapshot, {
    operation: content.operation, manifests, summary: summaryOf(base.metadata, snapshot.parent, { added, removed }, content.summary ?? {}), others: vectors.file === null ? [] : [vectors.file],
  });
}

function checkContent({ formatVersion }: TableMetadata, { added, rowDeletes, dataSequenceNumber }: SnapshotContent): void {
  const deletes = added.filter((file) => file.content !== 'data');
  if (formatVersion === 1 && (deletes.length > 0 || rowDeletes !== undefined)) throw unsupported('A table of format version 1 cannot hold row deletes; raise it to version 2 first.');
  if (formatVersion < 3 && (rowDeletes !== undefined || deletes.some(({ format }) => format === 'puffin'))) throw unsupported('Deletion vectors need format version 3; a table of version 2 takes position delete files.');
  if (formatVersion >= 3 && deletes.some((file) => file.content === 'position-deletes' && file.format !== 'puffin')) throw unsupported('A table of format version 3 takes deletion vectors, not position delete files.');
  if (dataSequenceNumber !== undefined && dataSequenceNumber < 0n) throw unsupported('A sequence number cannot be negative.');
}

/** A file, or one vector of a Puffin file. */
const keyOf = (storePath: string, contentOffset: number | null): string => (contentOffset === null ? storePath : `${storePath}\n${contentOffset}`);

interface Assembled { readonly manifests: readonly HeldManifest[]; readonly added: readonly ContentFile[]; readonly removed: readonly ContentFile[]; readonly vectors: Vectors }
const NO_VECTORS: Vectors = { added: [], replaced: [], file: null };

async function assemble(tools: SnapshotTools, base: LoadedTable, snapshot: NewSnapshot, content: SnapshotContent): Promise<Assembled> {
  const { reader, store } = tools;
  const { location } = base;
  const before = await countedManifests(reader, base, snapshot.parent);
  const toRemove = new Set((content.removed ?? []).map(({ path, contentOffset }) => keyOf(location.resolve(path), contentOffset)));
  const referenced = [...(content.validate?.referenced ?? []), ...(content.rowDeletes?.positions.keys() ?? [])].map((path) => location.resolve(path));
  const data = await liveData(reader, base, before, new Set([...toRemove, ...referenced]));
  for (const path of referenced) if (!data.has(path)) throw gone(path);
  await validateBase(reader, base, snapshot.parent, content, [...data.values()]);
  const needsDeletes = toRemove.size > 0 || content.rowDeletes !== undefined || content.added.some(({ format }) => format === 'puffin');
  const deletes = needsDeletes ? await liveDeletes(tools, base, before) : [];
  const vectors = content.rowDeletes === undefined ? NO_VECTORS : await writeVectors(store, base, { data, deletes }, content.rowDeletes, snapshot.token);
  const goes = new Set([...toRemove, ...vectors.replaced.map((file) => keyOf(location.resolve(file.path), file.contentOffset))]);
  // a delete file that is for one data file alone goes with it
  for (const { file } of deletes) if (file.referencedDataFile !== null && toRemove.has(location.resolve(file.referencedDataFile))) goes.add(keyOf(location.resolve(file.path), file.contentOffset));
  refuseSecondVectors(content.added, deletes, (file) => goes.has(keyOf(location.resolve(file.path), file.contentOffset)));
  const maker = new ManifestMaker(base, snapshot);
  const isGone = ({ file }: ManifestEntry): boolean => goes.has(keyOf(location.resolve(file.path), file.contentOffset));
  const ofContent = (wanted: ManifestFile['content']): readonly HeldManifest[] => before.filter((one) => one.content === wanted).map(held);
  const removesData = [...toRemove].some((path) => data.has(path));
  const keptData = removesData ? await removeEntries(reader, base, maker, snapshot.snapshotId, ofContent('data'), isGone) : { manifests: ofContent('data'), removed: [] };
  const oldest = removesData ? lowestSequence(keptData.manifests, content, snapshot) : 0n;
  // what was written anew leaves deletes behind that are for nothing any more
  const isDangling = removesData && content.operation === 'replace' && deletes.length > 0
    ? await danglingDeletes(reader, base, before, (entry) => !isGone(entry), { files: content.added, sequenceNumber: content.dataSequenceNumber ?? snapshot.sequenceNumber }) : (entry: ManifestEntry): boolean => entry.sequenceNumber < oldest;
  const leaves = (entry: ManifestEntry): boolean => isGone(entry) || isDangling(entry);
  const removesDeletes = goes.size > 0 && deletes.some(leaves);
  const keptDeletes = removesDeletes ? await removeEntries(reader, base, maker, snapshot.snapshotId, ofContent('deletes'), leaves) : { manifests: ofContent('deletes'), removed: [] };
  const removed = [...keptData.removed, ...keptDeletes.removed];
  const found = new Set(removed.map((file) => keyOf(location.resolve(file.path), file.contentOffset)));
  for (const key of toRemove) if (!found.has(key)) throw gone(key.split('\n')[0] ?? key);
  const added = [...content.added, ...vectors.added];
  const fresh = grouped(added).flatMap((files) => maker.make(files[0]?.content === 'data' ? 'data' : 'deletes', files[0]?.specId ?? 0, files.map((file): NewEntry => ({
    status: 'added', snapshotId: snapshot.snapshotId, sequenceNumber: file.content === 'data' && base.metadata.formatVersion > 1 ? (content.dataSequenceNumber ?? null) : null, fileSequenceNumber: null, file,
  }))));
  const kept = [...keptData.manifests, ...keptDeletes.manifests].filter(({ manifest }) => hasFiles(manifest) || manifest.addedSnapshotId === snapshot.snapshotId);
  return { manifests: await mergeManifests(reader, base, maker, [...fresh, ...kept]), added, removed, vectors };
}

const gone = (path: string) => conflict(`The file ${path} is not part of the table any more: its rows were written anew meanwhile. Read again and repeat.`);
const hasFiles = ({ addedFilesCount, existingFilesCount }: ManifestFile): boolean => addedFilesCount !== 0 || existingFilesCount !== 0;

async function liveDeletes({ reader }: SnapshotTools, base: LoadedTable, manifests: readonly ManifestFile[]): Promise<readonly ManifestEntry[]> {
  const entries = await mapBounded(manifests.filter((one) => one.content === 'deletes'), 8, (manifest) => reader.entriesOf(base, manifest, PATHS_OF_DELETES));
  return entries.flat().filter(({ status }) => status !== 'deleted');
}

/** A data file has one vector at most: of two, readers would take either. */
function refuseSecondVectors(added: readonly ContentFile[], deletes: readonly ManifestEntry[], goes: (file: ContentFile) => boolean): void {
  const taken = new Set(deletes.filter(({ file }) => file.format === 'puffin' && !goes(file)).map(({ file }) => file.referencedDataFile));
  for (const { format, referencedDataFile } of added) {
    if (format !== 'puffin' || referencedDataFile === null) continue;
    if (taken.has(referencedDataFile)) throw conflict(`Rows of ${referencedDataFile} were deleted meanwhile. Read again and repeat.`);
    taken.add(referencedDataFile);
  }
}

function lowestSequence(manifests: readonly HeldManifest[], { added, dataSequenceNumber }: SnapshotContent, { sequenceNumber }: NewSnapshot): bigint {
  const numbers = manifests.filter(({ manifest }) => hasFiles(manifest)).map(({ manifest }) => manifest.minSequenceNumber);
  const own = added.some(({ content }) => content === 'data') ? [dataSequenceNumber ?? sequenceNumber] : [];
  return [...numbers, ...own].reduce((lowest, number) => (number < lowest ? number : lowest), sequenceNumber);
}

/** Data and deletes apart, and each spec apart. */
function grouped(files: readonly ContentFile[]): readonly (readonly ContentFile[])[] {
  const groups = new Map<string, ContentFile[]>();
  for (const file of files) {
    const key = `${file.content === 'data' ? 'data' : 'deletes'}|${file.specId}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}
