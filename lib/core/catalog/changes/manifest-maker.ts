import { deflateRawSync } from 'node:zlib';
import { currentSchema, specById, typeOfField, type ManifestEntry, type ManifestFile } from '@/lib/model/iceberg';
import { encodeManifest, partitionTypes, type NewEntry } from '@/lib/model/iceberg/manifests';
import type { NewFile } from '../commits/commit-table';
import type { LoadedTable } from '../tables/load-table';
import { partitionSummaries } from './partition-summaries';
import { countProperty } from './table-properties';

export const deflate = (bytes: Uint8Array): Uint8Array => deflateRawSync(bytes, { level: 6 });

const TARGET_BYTES = 8 * 1024 * 1024;
export const manifestTarget = ({ metadata }: LoadedTable): number => countProperty(metadata, 'commit.manifest.target-size-bytes', TARGET_BYTES);

/** A manifest that is encoded and lies nowhere yet, or one of the parent's. */
export interface HeldManifest {
  readonly manifest: ManifestFile;
  /** null: it is in the store already */
  readonly made: { readonly file: NewFile; readonly entries: readonly NewEntry[] } | null;
}

export const held = (manifest: ManifestFile): HeldManifest => ({ manifest, made: null });

/** An entry as it stands in a manifest that is written anew: what was inherited is now said. */
export function carried(entry: ManifestEntry, formatVersion: number): NewEntry {
  const { snapshotId, sequenceNumber, fileSequenceNumber, file } = entry;
  return { status: 'existing', snapshotId, sequenceNumber: formatVersion > 1 ? sequenceNumber : null, fileSequenceNumber: formatVersion > 1 ? fileSequenceNumber : null, file };
}

/** Encodes the manifests of one new snapshot, with names of their own. */
export class ManifestMaker {
  private count = 0;
  constructor(private readonly base: LoadedTable, private readonly snapshot: { readonly snapshotId: bigint; readonly sequenceNumber: bigint; readonly token: string }) {}

  /** Manifests of about the table's target size for entries of one spec and content. */
  make(content: ManifestFile['content'], specId: number, entries: readonly NewEntry[]): readonly HeldManifest[] {
    if (entries.length === 0) return [];
    const whole = this.encode(content, specId, entries);
    const pieces = Math.min(entries.length, Math.round(whole.length / manifestTarget(this.base)));
    if (pieces < 2) return [this.named(content, specId, entries, whole)];
    const size = Math.ceil(entries.length / pieces);
    return Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => {
      const piece = entries.slice(index * size, (index + 1) * size);
      return this.named(content, specId, piece, this.encode(content, specId, piece));
    });
  }

  private encode(content: ManifestFile['content'], specId: number, entries: readonly NewEntry[]): Uint8Array {
    const { metadata } = this.base;
    const { spec, types } = this.spec(specId);
    return encodeManifest(entries, { formatVersion: metadata.formatVersion, content, schema: currentSchema(metadata), spec, types, snapshotId: this.snapshot.snapshotId }, deflate);
  }

  private named(content: ManifestFile['content'], specId: number, entries: readonly NewEntry[], bytes: Uint8Array): HeldManifest {
    const { metadata, folder } = this.base;
    const { snapshotId, sequenceNumber, token } = this.snapshot;
    const name = `/metadata/${token}-m${this.count}.avro`;
    this.count += 1;
    const { spec, types } = this.spec(specId);
    const counts = { added: 0, existing: 0, deleted: 0 };
    const rows = { added: 0, existing: 0, deleted: 0 };
    let minSequenceNumber = sequenceNumber;
    for (const entry of entries) {
      counts[entry.status] += 1;
      rows[entry.status] += entry.file.recordCount;
      if (entry.status !== 'deleted' && entry.sequenceNumber !== null && entry.sequenceNumber < minSequenceNumber) minSequenceNumber = entry.sequenceNumber;
    }
    const manifest: ManifestFile = {
      path: metadata.location + name, length: bytes.length, specId, content, sequenceNumber, minSequenceNumber, addedSnapshotId: snapshotId,
      addedFilesCount: counts.added, existingFilesCount: counts.existing, deletedFilesCount: counts.deleted, addedRowsCount: rows.added, existingRowsCount: rows.existing, deletedRowsCount: rows.deleted,
      partitions: partitionSummaries(spec, types, entries.map(({ file }) => file)), keyMetadata: null, firstRowId: null,
    };
    return { manifest, made: { file: { path: folder + name, bytes }, entries } };
  }

  private spec(specId: number) {
    const { metadata } = this.base;
    const spec = specById(metadata, specId);
    return { spec, types: partitionTypes(spec, (id) => typeOfField(metadata, id)) };
  }
}
