import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { decodeManifest, encodeManifest, manifestSpecId } from '@/lib/model/iceberg/avro/manifest';
import { decodeManifestList, encodeManifestList } from '@/lib/model/iceberg/avro/manifest-list';
import { findEntry, walkManifest } from '@/lib/model/iceberg/avro/walk-manifest';
import { partitionTypes } from '@/lib/model/iceberg/avro/manifest-schema';
import type { ContentFile, ManifestFile, PartitionSpec, Schema } from '@/lib/model/iceberg/types';

const inflate = (bytes: Uint8Array) => inflateRawSync(bytes);
const deflate = (bytes: Uint8Array) => deflateRawSync(bytes);
const schema: Schema = { schemaId: 3, identifierFieldIds: [], fields: [
  { id: 1, name: 'id', required: true, type: { type: 'long' } }, { id: 2, name: 'day', required: false, type: { type: 'date' } },
  { id: 3, name: 'price', required: false, type: { type: 'decimal', precision: 20, scale: 2 } }, { id: 4, name: 'key', required: false, type: { type: 'uuid' } } ] };
const spec: PartitionSpec = { specId: 7, fields: [
  { fieldId: 1000, sourceId: 2, name: 'day', transform: { kind: 'day' } }, { fieldId: 1001, sourceId: 1, name: 'id', transform: { kind: 'identity' } },
  { fieldId: 1002, sourceId: 3, name: 'a price!', transform: { kind: 'identity' } }, { fieldId: 1003, sourceId: 4, name: 'key', transform: { kind: 'identity' } } ] };
const types = partitionTypes(spec, (id) => schema.fields.find((field) => field.id === id)?.type ?? null);

const file = (over: Partial<ContentFile> = {}): ContentFile => ({
  content: 'data', path: 'file:/warehouse/t/data/a.parquet', format: 'parquet', specId: 7, partition: [19_000, 9_007_199_254_740_993n, -12_345_678_901_234_567_890n, '123e4567-e89b-12d3-a456-426614174000'],
  recordCount: 5, fileSizeInBytes: 100, columnSizes: new Map([[1, 40]]), valueCounts: new Map([[1, 5]]), nullValueCounts: new Map([[1, 0]]), nanValueCounts: null,
  lowerBounds: new Map([[1, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)], [2, Uint8Array.of(9, 9, 0, 0)]]), upperBounds: new Map(), splitOffsets: [4], equalityIds: null, sortOrderId: 0, firstRowId: null,
  referencedDataFile: null, contentOffset: null, contentSizeInBytes: null, keyMetadata: null, ...over });
const manifest: ManifestFile = { path: 'm.avro', length: 1, specId: 7, content: 'data', sequenceNumber: 12n, minSequenceNumber: 3n, addedSnapshotId: 8_744_736_658_442_914_487n, addedFilesCount: 1, existingFilesCount: 0, deletedFilesCount: 0, addedRowsCount: 5, existingRowsCount: 0, deletedRowsCount: 0, partitions: [{ containsNull: false, containsNan: null, lowerBound: Uint8Array.of(1, 2, 3, 4), upperBound: null }], keyMetadata: null, firstRowId: null };
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, inner: unknown) => typeof inner === 'bigint' ? `${inner}n` : inner instanceof Map ? [...inner] : inner instanceof Uint8Array ? [...inner] : typeof inner === 'object' && inner !== null && 'type' in inner && inner.type === 'Buffer' ? (inner as unknown as { data: number[] }).data : inner));

describe('manifests', () => {
  for (const formatVersion of [1, 2, 3]) {
    it(`come back as they were written, version ${formatVersion}`, () => {
      const written = encodeManifest([{ status: 'added', snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file() }, { status: 'existing', snapshotId: 4n, sequenceNumber: 2n, fileSequenceNumber: 2n, file: file({ path: 'b' }) }], { formatVersion, content: 'data', schema, spec, types, snapshotId: 5n }, deflate);
      const [first, second] = decodeManifest(written, { manifest, spec, types, inflate }, 'all');
      expect(plain(first?.file)).toEqual(plain(file()));
      expect(first?.snapshotId).toBe(formatVersion === 1 ? 5n : manifest.addedSnapshotId);
      expect(first?.sequenceNumber).toBe(12n);
      expect(second?.sequenceNumber).toBe(formatVersion === 1 ? 0n : 2n);
    });
  }
  it('decodes only the statistics that were asked for', () => {
    const written = encodeManifest([{ status: 'added', snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file() }], { formatVersion: 2, content: 'data', schema, spec, types, snapshotId: 5n }, deflate);
    const [entry] = decodeManifest(written, { manifest, spec, types, inflate }, { statisticsOf: new Set([2]) });
    expect([...(entry?.file.lowerBounds ?? [])].map(([id]) => id)).toEqual([2]);
    expect(decodeManifest(written, { manifest, spec, types, inflate }, { statisticsOf: new Set() })[0]?.file.lowerBounds).toBeNull();
  });
  it('files of one partition share its values, files of others have their own', () => {
    const doubles: PartitionSpec = { specId: 7, fields: [{ fieldId: 1000, sourceId: 1, name: 'x', transform: { kind: 'identity' } }, { fieldId: 1001, sourceId: 2, name: 'y', transform: { kind: 'identity' } }] };
    const doubleTypes = [{ type: 'double' as const }, { type: 'string' as const }];
    const partitions = [[0, 'a'], [-0, 'a'], [Number.NaN, 'a'], [null, 'a'], [0, null], [null, null], [0, 'a'], [0, ''], [null, null]];
    const entries = partitions.map((partition) => ({ status: 'added' as const, snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file({ partition }) }));
    const written = encodeManifest(entries, { formatVersion: 2, content: 'data', schema, spec: doubles, types: doubleTypes, snapshotId: 5n }, deflate);
    const read = decodeManifest(written, { manifest, spec: doubles, types: doubleTypes, inflate }, { statisticsOf: new Set() }).map((entry) => entry.file.partition);
    expect(read).toEqual(partitions);
    expect(read.map((partition) => read.indexOf(partition))).toEqual([0, 1, 2, 3, 4, 5, 0, 7, 5]);
  });
  it('hands out first row ids to data files that have none', () => {
    const written = encodeManifest(['a', 'b', 'c'].map((path) => ({ status: 'added' as const, snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file({ path, firstRowId: path === 'b' ? 100n : null }) })), { formatVersion: 3, content: 'data', schema, spec, types, snapshotId: 5n }, deflate);
    expect(decodeManifest(written, { manifest: { ...manifest, firstRowId: 1000n }, spec, types, inflate }, 'all').map((entry) => entry.file.firstRowId)).toEqual([1000n, 100n, 1005n]);
  });
  it('are shown one by one, with rests, as they are read whole; and one of them is found with all its statistics', () => {
    const paths = Array.from({ length: 2500 }, (_, index) => `f${index}`);
    const written = encodeManifest(paths.map((path, index) => ({ status: index === 9 ? 'deleted' as const : 'added' as const, snapshotId: 5n, sequenceNumber: null, fileSequenceNumber: null, file: file({ path, recordCount: index }) })), { formatVersion: 3, content: 'data', schema, spec, types, snapshotId: 5n }, deflate);
    const context = { manifest: { ...manifest, firstRowId: 1000n }, spec, types, inflate };
    const whole = decodeManifest(written, context, 'all');
    const shown: unknown[] = [];
    expect([...walkManifest(written, context, 'all', (entry) => shown.push(plain(entry)))]).toHaveLength(2);
    expect(shown).toEqual(whole.map(plain));
    const find = (path: string, offset: number | null = null) => {
      const work = findEntry(written, context, path, offset);
      for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value;
    };
    expect(plain(find('f2000'))).toEqual(plain(whole[2000]));
    expect([find('f9'), find('nowhere'), find('f8', 4)]).toEqual([null, null, null]);
    expect(() => [...walkManifest(written.subarray(0, written.length - 20), context, 'all', () => undefined)]).toThrow(/m.avro is damaged/);
  });
  it('does not take the header of one file for that of another', () => {
    const written = new Map([7, 8, 70].map((specId) => [specId, encodeManifest([{ status: 'added', snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file() }], { formatVersion: 2, content: 'data', schema, spec: { ...spec, specId }, types, snapshotId: 5n }, deflate)]));
    for (const specId of [7, 7, 8, 7, 70, 70, 8]) expect(manifestSpecId(written.get(specId) ?? new Uint8Array(), 'm.avro')).toBe(specId);
    // one that ends where the other's header does not
    expect(() => manifestSpecId((written.get(8) ?? new Uint8Array()).subarray(0, 200), 'm.avro')).toThrow('damaged');
  });
  it('names the file when it is truncated or flipped anywhere', () => {
    const written = encodeManifest([{ status: 'added', snapshotId: null, sequenceNumber: null, fileSequenceNumber: null, file: file() }], { formatVersion: 2, content: 'data', schema, spec, types, snapshotId: 5n }, deflate);
    fc.assert(fc.property(fc.integer({ min: 0, max: written.length - 1 }), (length) => {
      expect(() => decodeManifest(written.slice(0, length), { manifest, spec, types, inflate }, 'all')).toThrow(expect.objectContaining({ code: 'BROKEN_TABLE', details: { file: 'm.avro' } }));
    }));
  });
});

describe('manifest lists', () => {
  it('come back as they were written', () => {
    for (const formatVersion of [1, 2, 3]) {
      const one = formatVersion === 1 ? { ...manifest, sequenceNumber: 0n, minSequenceNumber: 0n } : manifest;
      const written = encodeManifestList([one], { snapshotId: 1n, parentSnapshotId: null, sequenceNumber: 12n, formatVersion }, deflate);
      expect(plain(decodeManifestList(written, 'l.avro', inflate))).toEqual(plain([one]));
    }
  });
});
