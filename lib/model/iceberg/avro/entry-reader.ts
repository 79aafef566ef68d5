import type { ContentFile, ManifestEntry, ManifestFile, PrimitiveType } from '../types';
import type { Cursor } from './cursor';
import type { EntryLayout } from './entry-layout';
import { PartitionReader } from './partition-reader';
import { ReadFile, type FileContext, type Only } from './read-file';

/**
 * Reads the entries of one manifest straight into what they are for us, with what they inherit: sequence numbers,
 * snapshot ids and first row ids (spec, Sequence Number Inheritance, First Row ID Inheritance). A v1 manifest has none and
 * gets 0. One function for every schema, led by a layout: it is compiled after a few files, not after a few manifests.
 */
export class EntryReader implements FileContext {
  private nextRowId: bigint | null;
  readonly partitions: PartitionReader;
  constructor(private readonly layout: EntryLayout, private readonly manifest: ManifestFile, private readonly specId: number, types: readonly PrimitiveType[], readonly only: Only) {
    this.partitions = new PartitionReader(layout.partition, types);
    this.nextRowId = manifest.content === 'data' ? manifest.firstRowId : null;
  }

  /** The next entry. Throws RangeError for bytes that are none. */
  entry(cursor: Cursor): ManifestEntry {
    const { manifest } = this;
    let code = 0;
    let snapshotId: bigint | null = manifest.addedSnapshotId;
    let sequence: bigint | null = null;
    let fileSequence: bigint | null = null;
    let file: ReadFile | null = null;
    for (const step of this.layout.entry) {
      if (step.nullAt >= 0 && cursor.branch() === step.nullAt) continue;
      switch (step.target) {
        case 'status': code = cursor.number(); break;
        case 'snapshot_id': snapshotId = BigInt(cursor.long()); break;
        case 'sequence_number': sequence = this.sequence(cursor.long()); break;
        case 'file_sequence_number': fileSequence = this.sequence(cursor.long()); break;
        case 'data_file': file = this.file(cursor); break;
        default: step.node.pass(cursor, step.node);
      }
    }
    if (file === null) throw new RangeError('no file');
    if (file.firstRowId === null && this.nextRowId !== null && code !== 2) {
      file.firstRowId = this.nextRowId;
      this.nextRowId += BigInt(file.recordCount);
    }
    const status = code === 1 ? 'added' : code === 2 ? 'deleted' : 'existing';
    const inherited = manifest.sequenceNumber === 0n || status === 'added' ? manifest.sequenceNumber : null;
    const sequenceNumber = sequence ?? inherited ?? 0n;
    return new ReadEntry(status, snapshotId, sequenceNumber, fileSequence ?? inherited ?? sequenceNumber, file);
  }

  /** Most entries of a manifest carry its own number. */
  private sequence(value: number | bigint): bigint {
    const own = this.manifest.sequenceNumber;
    return own === BigInt(value) ? own : BigInt(value);
  }

  private file(cursor: Cursor): ReadFile {
    const file = new ReadFile(this.specId);
    for (const step of this.layout.file) if (step.nullAt < 0 || cursor.branch() !== step.nullAt) step.read(cursor, step.node, file, this);
    return file;
  }
}

/** A class, for the reason that ReadFile gives. */
class ReadEntry implements ManifestEntry {
  declare readonly status: ManifestEntry['status'];
  declare readonly snapshotId: bigint | null;
  declare readonly sequenceNumber: bigint;
  declare readonly fileSequenceNumber: bigint;
  declare readonly file: ContentFile;
  constructor(status: ManifestEntry['status'], snapshotId: bigint | null, sequenceNumber: bigint, fileSequenceNumber: bigint, file: ContentFile) {
    this.status = status;
    this.snapshotId = snapshotId;
    this.sequenceNumber = sequenceNumber;
    this.fileSequenceNumber = fileSequenceNumber;
    this.file = file;
  }
}
