import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { currentSchema, parseTableMetadata, typeOfField } from '@/lib/model/iceberg';
import { decodeManifest } from '@/lib/model/iceberg/avro/manifest';
import { decodeManifestList, encodeManifest, encodeManifestList, partitionTypes } from '@/lib/model/iceberg/manifests';

/**
 * A copy of a table of PyIceberg's with its manifests written anew in one block each, as Iceberg's Java library and this
 * console write them. What they say stays the same.
 */
export function copyInOneBlock(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const metadata = join(to, 'metadata');
  const renamed = (text: string): string => text.replaceAll(from, to);
  const table = parseTableMetadata(renamed(readFileSync(join(metadata, 'v1.metadata.json'), 'utf8')), 'v1.metadata.json');
  writeFileSync(join(metadata, 'v1.metadata.json'), renamed(readFileSync(join(metadata, 'v1.metadata.json'), 'utf8')));
  const [spec, schema] = [table.partitionSpecs[0], currentSchema(table)];
  const snapshot = table.snapshots[0];
  if (spec === undefined || snapshot === undefined) throw new Error(`${from} is no table of this bench`);
  const types = partitionTypes(spec, (id) => typeOfField(table, id));
  const inflate = (bytes: Uint8Array): Uint8Array => inflateRawSync(bytes);
  const deflate = (bytes: Uint8Array): Uint8Array => deflateRawSync(bytes);
  const listName = readdirSync(metadata).find((name) => name.startsWith('snap-')) ?? '';
  const manifests = decodeManifestList(readFileSync(join(metadata, listName)), listName, inflate).map((manifest) => {
    const path = join(metadata, manifest.path.slice(manifest.path.lastIndexOf('/') + 1));
    const entries = decodeManifest(readFileSync(path), { manifest, spec, types, inflate }, 'all').map((entry) => ({ ...entry, sequenceNumber: null, fileSequenceNumber: null, file: { ...entry.file, path: renamed(entry.file.path) } }));
    const bytes = encodeManifest(entries, { formatVersion: 2, content: 'data', schema, spec, types, snapshotId: snapshot.snapshotId }, deflate);
    writeFileSync(path, bytes);
    return { ...manifest, path: `file://${path}`, length: bytes.length };
  });
  writeFileSync(join(metadata, listName), encodeManifestList(manifests, { snapshotId: snapshot.snapshotId, parentSnapshotId: null, sequenceNumber: 1n, formatVersion: 2 }, deflate));
}
