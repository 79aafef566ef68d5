import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gunzipSync, inflateRawSync } from 'node:zlib';
import { readContainer, writeContainer } from '@/lib/model/iceberg/avro/container';
import { parseJson, stringifyJson, type Json } from '@/lib/model/values/lossless-json';

/** Fixtures changed by hand, where no writer at hand makes what other writers left in real tables. */
export type Loose = Record<string, unknown>;
interface AvroSchema { readonly fields: readonly { readonly name: string; readonly type: unknown }[] }

const metadataFolder = (table: string): string => join(table, 'metadata');

/** The newest metadata file of a Hadoop-catalog table, by its name. */
export function newestMetadata(table: string): string {
  const versions = readdirSync(metadataFolder(table)).flatMap((name) => { const found = /^v(\d+)(\.gz)?\.metadata\.json$/.exec(name); return found?.[1] === undefined ? [] : [{ name, version: Number(found[1]) }]; });
  const newest = versions.sort((a, b) => b.version - a.version)[0];
  if (newest === undefined) throw new Error(`${table} has no metadata`);
  return join(metadataFolder(table), newest.name);
}

function readMetadata(path: string): Loose {
  const bytes = readFileSync(path);
  return parseJson((bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')) as Loose;
}

/** Changes the newest metadata file in place. */
export function alterMetadata(table: string, change: (metadata: Loose) => void): void {
  const path = newestMetadata(table);
  const metadata = readMetadata(path);
  change(metadata);
  writeFileSync(path, stringifyJson(metadata as Json));
}

/** Rewrites an Avro file: `schema` changes the writer's schema, `record` each record. */
export function alterAvro(path: string, change: { readonly schema?: (schema: Loose) => Loose; readonly record?: (record: Loose) => Loose }): void {
  const { header, records } = readContainer<Loose>(readFileSync(path), { file: path, inflate: (bytes) => inflateRawSync(bytes) });
  const meta = Object.fromEntries([...header.meta].filter(([key]) => !key.startsWith('avro.')));
  const schema = (change.schema ?? ((same) => same))(structuredClone(header.schema) as Loose);
  writeFileSync(path, writeContainer(schema, records.map(change.record ?? ((same) => same)), meta, (bytes) => deflateRawSync(bytes)));
}

/** A schema without some of its fields. */
export const without = (...names: readonly string[]) => (schema: Loose): Loose => ({ ...schema, fields: (schema as unknown as AvroSchema).fields.filter(({ name }) => !names.includes(name)) });

/** Names in a table's metadata folder that end so. */
const metadataNames = (table: string, ending: RegExp): readonly string[] => readdirSync(metadataFolder(table)).filter((name) => ending.test(name)).map((name) => join(metadataFolder(table), name));
export const manifestLists = (table: string): readonly string[] => metadataNames(table, /^snap-.*\.avro$/);
export const manifests = (table: string): readonly string[] => metadataNames(table, /-m\d+\.avro$/);
/** The list of the newest snapshot. */
export function currentList(table: string): string {
  const id = String(readMetadata(newestMetadata(table))['current-snapshot-id']);
  const list = manifestLists(table).find((path) => path.includes(`snap-${id}-`));
  if (list === undefined) throw new Error(`${table} has no list of ${id}`);
  return list;
}

/** Spells every path that a table's metadata, lists and manifests record anew. `location` is the table's own. */
export function respell(table: string, location: string, path: (recorded: string) => string): void {
  for (const list of manifestLists(table)) alterAvro(list, { record: (record) => ({ ...record, manifest_path: path(String(record['manifest_path'])) }) });
  for (const manifest of manifests(table)) {
    alterAvro(manifest, { record: (record) => { const file = record['data_file'] as Loose; return { ...record, data_file: { ...file, file_path: path(String(file['file_path'])) } }; } });
  }
  alterMetadata(table, (metadata) => {
    metadata['location'] = location;
    for (const snapshot of metadata['snapshots'] as Loose[]) snapshot['manifest-list'] = path(String(snapshot['manifest-list']));
  });
}
