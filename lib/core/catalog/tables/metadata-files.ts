/** A metadata file by its name. `kind` tells whether this console may add the next one. */
export interface MetadataFileName {
  readonly name: string;
  /** `hadoop`: v7.metadata.json; `foreign`: 00007-uuid.metadata.json, which another kind of catalog points at */
  readonly kind: 'hadoop' | 'foreign';
  readonly version: number;
  readonly isGzip: boolean;
}

const HADOOP = /^v(\d{1,15})(\.gz)?\.metadata\.json(\.gz)?$/;
/** What every writer calls a version that it has not published yet; a UUID of digits alone would otherwise pass for a foreign version. */
const TEMP = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\.gz)?\.metadata\.json$/i;
const FOREIGN = /^(\d{1,15})-[^/]+?(\.gz)?\.metadata\.json(\.gz)?$/;

/** Whether a name in a table's metadata folder is that of a version that nobody published: a writer is at work, or died. */
export const isTempName = (name: string): boolean => TEMP.test(name) || (name.startsWith('.') && name.endsWith('.tmp'));

/** What a name in a table's metadata folder says, or null when it is no finished metadata file (temp files are not). */
export function parseMetadataFileName(name: string): MetadataFileName | null {
  if (isTempName(name)) return null;
  const hadoop = HADOOP.exec(name);
  const match = hadoop ?? FOREIGN.exec(name);
  if (match?.[1] === undefined) return null;
  return { name, kind: hadoop === null ? 'foreign' : 'hadoop', version: Number(match[1]), isGzip: match[2] !== undefined || match[3] !== undefined };
}

/** Every name that version `version` may have, in the order in which Iceberg's Java library looks for it. */
export const versionNames = (version: number): readonly string[] => [`v${version}.metadata.json`, `v${version}.gz.metadata.json`, `v${version}.metadata.json.gz`];

/** The name under which this console writes a version. */
export const newVersionName = (version: number, gzip: boolean): string => `v${version}${gzip ? '.gz' : ''}.metadata.json`;

export const HINT = 'version-hint.text';
/** The file in which Hadoop's local file system keeps the checksum of the one that is called `name`; a stale one makes Java refuse that file. */
export const checksumName = (name: string): string => `.${name}.crc`;

/** Lies in the metadata folder of a table that is being made with content, and makes it none until it has a version. */
export const creationMark = (uuid: string): string => `${CREATION_PREFIX}${uuid}.tmp`;
const CREATION_PREFIX = '.creating-';
const isCreationMark = (name: string): boolean => name.startsWith(CREATION_PREFIX);

/** Content of the hint: a version, or the name of a metadata file that another kind of catalog points at; null when it says nothing of use. */
export function parseHint(text: string): number | string | null {
  const trimmed = text.trim();
  if (/^\d{1,15}$/.test(trimmed)) return Number(trimmed);
  const file = parseMetadataFileName(/\.metadata\.json(\.gz)?$/.test(trimmed) ? trimmed : `${trimmed}.metadata.json`);
  // v4.metadata.json is no more than version 4: newer ones may follow it
  return file === null ? null : file.kind === 'hadoop' ? file.version : file.name;
}

/** The newest of the files of a folder: by version; where one version exists twice, the name that Java prefers. Hadoop's names go first. */
export function newestMetadataFile(names: readonly string[]): MetadataFileName | null {
  const files = names.map(parseMetadataFileName).filter((file) => file !== null);
  const rank = (file: MetadataFileName): number => (file.kind === 'hadoop' ? versionNames(file.version).indexOf(file.name) : 0);
  return files.reduce<MetadataFileName | null>((best, file) => {
    if (best === null) return file;
    if (file.kind !== best.kind) return file.kind === 'hadoop' ? file : best;
    if (file.version !== best.version) return file.version > best.version ? file : best;
    return rank(file) < rank(best) ? file : best;
  }, null);
}

/**
 * What the names of the files in a `metadata` folder say of its parent: a table, even a broken one; one that somebody is
 * making, or died over; or something else.
 */
export function shownBy(names: readonly string[]): 'table' | 'unfinished' | 'other' {
  if (names.some((name) => name === HINT || parseMetadataFileName(name) !== null)) return 'table';
  if (names.some(isCreationMark) || names.every(isTempName)) return 'unfinished';
  return names.some((name) => name.endsWith('.avro')) ? 'table' : 'other';
}
