import { setImmediate as turn } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import { brokenTable, hasCode } from '@/lib/model/errors';
import { specById, typeOfField, type ManifestEntry, type ManifestFile, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';
import { decodeManifestList, entryDecoder, findEntry, manifestSpecId, partitionTypes, walkManifest, type DecodeContext, type Wanted } from '@/lib/model/iceberg/manifests';
import type { FileStore } from '@/lib/ports/storage/port';
import { mapBounded } from '../bounded';
import type { LoadedTable } from '../tables/load-table';
import { WeightedLru } from '../weighted-lru';

/*
 * zlib takes 16 KiB for the output of each call; PyIceberg makes a block of every record, which shrinks little, and thousands
 * of those would be garbage at once. A whole manifest in one block shrinks much more, and its output is taken in one piece: a
 * second one would have all of it copied.
 */
const inflate = (bytes: Uint8Array): Uint8Array => inflateRawSync(bytes, { chunkSize: Math.max(1024, Math.min(32 * 1024 * 1024, bytes.length * (bytes.length < ONE_RECORD ? 4 : 16))) });
const ONE_RECORD = 2 * 1024;
const LISTS_BYTES = 16 * 1024 * 1024;
const ENTRIES_BYTES = 96 * 1024 * 1024;
/** rough bytes of one decoded entry, without and with statistics */
const ENTRY_BYTES = 500;

/** Reads manifest lists and manifests, and keeps what was decoded: both never change. */
export class ManifestReader {
  private readonly lists = new WeightedLru<readonly ManifestFile[]>(LISTS_BYTES);
  private readonly entries = new WeightedLru<readonly ManifestEntry[]>(ENTRIES_BYTES);
  private readonly decoders = new WeakMap<TableMetadata, ReturnType<typeof entryDecoder>>();
  constructor(private readonly store: FileStore) {}

  /** Manifests of a snapshot; none for null. BROKEN_TABLE names a list that is missing or damaged. */
  async manifests(loaded: LoadedTable, snapshot: Snapshot | null): Promise<readonly ManifestFile[]> {
    if (snapshot === null) return [];
    if (snapshot.manifestList === null) return mapBounded(snapshot.manifests ?? [], 8, (path) => this.bareManifest(loaded, path));
    const path = loaded.location.resolve(snapshot.manifestList);
    const known = this.lists.get(path);
    if (known !== undefined) return known;
    const bytes = await this.read(path, 'manifest list');
    const manifests = decodeManifestList(bytes, path, inflate);
    this.lists.set(path, manifests, bytes.length * 6);
    return manifests;
  }

  /** Entries of a manifest with what they inherit. `wanted` says which statistics. */
  async entriesOf(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted): Promise<readonly ManifestEntry[]> {
    const path = loaded.location.resolve(manifest.path);
    // what an entry inherits depends on the list that names the manifest only through these
    const key = `${path}|${manifest.sequenceNumber}|${manifest.firstRowId ?? ''}|${wanted === 'all' ? 'all' : [...wanted.statisticsOf].sort((a, b) => a - b).join()}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const bytes = await this.read(path, 'manifest');
    const entries = this.decoderOf(loaded.metadata)(bytes, manifest, wanted);
    this.entries.set(key, entries, entries.length * (wanted === 'all' ? ENTRY_BYTES * 6 : ENTRY_BYTES * (1 + wanted.statisticsOf.size)));
    return entries;
  }

  /** Shows every entry of a manifest and keeps none, for what is counted over all statistics; others have their turn in between. */
  async walk(loaded: LoadedTable, manifest: ManifestFile, wanted: Wanted, visit: (entry: ManifestEntry) => void, signal?: AbortSignal): Promise<void> {
    const bytes = await this.read(loaded.location.resolve(manifest.path), 'manifest');
    await inTurns(walkManifest(bytes, this.contextOf(loaded, manifest), wanted, visit), signal);
  }

  /** The live entry of one file with all its statistics; null when the manifest has none of this path and, for vectors, offset. */
  async entryOf(loaded: LoadedTable, manifest: ManifestFile, path: string, contentOffset: number | null, signal?: AbortSignal): Promise<ManifestEntry | null> {
    const bytes = await this.read(loaded.location.resolve(manifest.path), 'manifest');
    return inTurns(findEntry(bytes, this.contextOf(loaded, manifest), path, contentOffset), signal);
  }

  private contextOf({ metadata }: LoadedTable, manifest: ManifestFile): DecodeContext {
    const spec = specById(metadata, manifest.specId);
    return { manifest, spec, types: partitionTypes(spec, (id) => typeOfField(metadata, id)), inflate };
  }

  private decoderOf(metadata: TableMetadata): ReturnType<typeof entryDecoder> {
    const made = this.decoders.get(metadata) ?? entryDecoder(metadata, inflate);
    this.decoders.set(metadata, made);
    return made;
  }

  /** A manifest that an early v1 snapshot names without a list: nothing is known of it but what its own header says. */
  private async bareManifest(loaded: LoadedTable, recorded: string): Promise<ManifestFile> {
    const path = loaded.location.resolve(recorded);
    const bytes = await this.read(path, 'manifest');
    return {
      path: recorded, length: bytes.length, specId: manifestSpecId(bytes, path) ?? loaded.metadata.defaultSpecId, content: 'data', sequenceNumber: 0n, minSequenceNumber: 0n, addedSnapshotId: null,
      addedFilesCount: null, existingFilesCount: null, deletedFilesCount: null, addedRowsCount: null, existingRowsCount: null, deletedRowsCount: null, partitions: null, keyMetadata: null, firstRowId: null,
    };
  }

  private async read(path: string, what: string): Promise<Uint8Array> {
    try {
      return await this.store.read(path);
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) throw brokenTable(`The ${what} ${path} is missing.`, path, error);
      throw error;
    }
  }
}

/** Runs a work that rests, and lets others have their turn at each rest. */
async function inTurns<Result>(work: Generator<void, Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    signal?.throwIfAborted();
    await turn();
  }
}
