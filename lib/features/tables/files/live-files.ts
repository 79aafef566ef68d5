import { setImmediate as turn } from 'node:timers/promises';
import type { LoadedTable } from '@/lib/core/catalog';
import type { ContentFile, FileFormat, ManifestEntry, ManifestFile, Snapshot } from '@/lib/model/iceberg';
import { DeleteIndex } from '@/lib/model/iceberg/manifests';
import { DELETE_PATH } from '@/lib/model/iceberg/reserved-fields';
import type { Context } from '@/lib/kernel/context';
import { partitionLabel, partitionValues } from '../entries';
import { keptOf } from '../kept';

/** A partition that files lie in. */
export interface Place { readonly specId: number; readonly values: ContentFile['partition']; readonly label: string; readonly texts: readonly (string | null)[] }

/**
 * The live files of a snapshot by columns, since a hundred thousand objects would be fifty megabytes. All columns have one
 * order: as manifests list them.
 */
export interface LiveFiles {
  readonly count: number;
  readonly paths: readonly string[];
  readonly bytes: Float64Array;
  readonly records: Float64Array;
  readonly sequence: Float64Array;
  /** index in places */
  readonly place: Uint32Array;
  readonly places: readonly Place[];
  readonly content: readonly ContentFile['content'][];
  readonly format: readonly FileFormat[];
  readonly addedBy: readonly (bigint | null)[];
  /** delete files by their index */
  readonly deletes: ReadonlyMap<number, ManifestEntry>;
  /** manifests in order, each with the index behind its last file */
  readonly manifests: readonly { readonly manifest: ManifestFile; readonly end: number }[];
  readonly index: DeleteIndex;
}

const DELETES = { statisticsOf: new Set([DELETE_PATH.id]) };
const PLAIN = { statisticsOf: new Set<number>() };
/** rough bytes of one file in the columns, and of an entry of a delete file */
const FILE_BYTES = 190;
const DELETE_BYTES = 900;

/** The live files of a snapshot, kept. BROKEN_TABLE names a manifest that is missing or damaged. */
export function liveFiles(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null): Promise<LiveFiles> {
  return keptOf(loaded.metadata, `files ${snapshot?.snapshotId ?? 'none'}`, async () => {
    const value = await readLiveFiles(ctx, loaded, snapshot);
    return { value, bytes: 1000 + value.count * FILE_BYTES + value.deletes.size * DELETE_BYTES };
  });
}

async function readLiveFiles({ ports: { catalog } }: Context, loaded: LoadedTable, snapshot: Snapshot | null): Promise<LiveFiles> {
  const { metadata } = loaded;
  const places = new Places(loaded);
  const [paths, bytes, records, sequence, place]: [string[], number[], number[], number[], number[]] = [[], [], [], [], []];
  const [content, format, addedBy]: [ContentFile['content'][], FileFormat[], (bigint | null)[]] = [[], [], []];
  const deletes = new Map<number, ManifestEntry>();
  const manifests: { manifest: ManifestFile; end: number }[] = [];
  // ids by the thousand are few: one object each
  const ids = new Map<bigint, bigint>();
  for (const manifest of await catalog.manifests(loaded, snapshot)) {
    await catalog.walkEntries(loaded, manifest, manifest.content === 'deletes' ? DELETES : PLAIN, (entry) => {
      if (entry.status === 'deleted') return;
      const { file, snapshotId } = entry;
      if (file.content !== 'data') deletes.set(paths.length, entry);
      paths.push(file.path);
      bytes.push(file.fileSizeInBytes);
      records.push(file.recordCount);
      sequence.push(Number(entry.sequenceNumber));
      place.push(places.indexOf(file));
      content.push(file.content);
      format.push(file.format);
      const id = snapshotId === null ? null : (ids.get(snapshotId) ?? snapshotId);
      if (id !== null) ids.set(id, id);
      addedBy.push(id);
    });
    manifests.push({ manifest, end: paths.length });
    await turn();
  }
  return {
    count: paths.length, paths, bytes: Float64Array.from(bytes), records: Float64Array.from(records), sequence: Float64Array.from(sequence), place: Uint32Array.from(place), places: places.all, content, format, addedBy, deletes, manifests,
    index: new DeleteIndex([...deletes.values()], new Map(metadata.partitionSpecs.map((spec) => [spec.specId, spec]))),
  };
}

/** Partitions as they are met. Values of one manifest are shared objects, so that most files are known by identity. */
class Places {
  readonly all: Place[] = [];
  private readonly byValues = new Map<ContentFile['partition'], number>();
  private readonly byLabel = new Map<string, number>();
  constructor(private readonly loaded: LoadedTable) {}

  indexOf(file: ContentFile): number {
    const known = this.byValues.get(file.partition);
    // unpartitioned files of two specs share the empty list
    if (known !== undefined && this.all[known]?.specId === file.specId) return known;
    const label = partitionLabel(this.loaded.metadata, file);
    const key = `${file.specId}|${label}`;
    const index = this.byLabel.get(key) ?? this.all.length;
    if (index === this.all.length) this.all.push({ specId: file.specId, values: file.partition, label, texts: partitionValues(this.loaded.metadata, file).map(({ text }) => text) });
    this.byLabel.set(key, index);
    this.byValues.set(file.partition, index);
    return index;
  }
}

/** When the snapshot that added a file was made, of those that are kept. */
export function snapshotTimes({ metadata }: LoadedTable): ReadonlyMap<bigint, number> {
  return new Map(metadata.snapshots.map(({ snapshotId, timestampMs }) => [snapshotId, timestampMs]));
}
