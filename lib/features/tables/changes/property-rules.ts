import { invalidInput } from '@/lib/model/errors';
import { parseJson } from '@/lib/model/values/lossless-json';

/** Keys that Iceberg keeps for itself, each with what does it instead. */
const RESERVED: Readonly<Record<string, string>> = {
  'format-version': 'raise the format version by the change upgrade-format',
  uuid: 'the UUID of a table never changes', location: 'a table stays in its own folder', provider: 'it says Iceberg in any case',
  'snapshot-count': 'it is counted', 'current-snapshot-id': 'roll back to move the current snapshot', 'current-snapshot-summary': 'it belongs to the snapshot', 'current-snapshot-timestamp-ms': 'it belongs to the snapshot',
  'current-schema': 'change the columns instead', 'default-partition-spec': 'use the change set-partition-spec', 'default-sort-order': 'use the change set-sort-order',
};
/** Properties that lead files to another place: on a Hadoop catalog the folder is the table. */
const PATHS: ReadonlySet<string> = new Set(['write.metadata.path', 'write.data.path', 'write.folder-storage.path', 'write.object-storage.path']);
const PROVIDER = 'write.location-provider.impl';

const WHOLE = /^\d{1,15}$/;
const words = (...allowed: readonly string[]) => ({ test: (text: string) => allowed.includes(text.toLowerCase()), said: `one of ${allowed.join(', ')}` });
const whole = { test: (text: string) => WHOLE.test(text), said: 'a whole number' };
const yesNo = words('true', 'false');
const mode = words('copy-on-write', 'merge-on-read');
const isolation = words('serializable', 'snapshot');
const codec = words('zstd', 'gzip', 'snappy', 'lz4', 'brotli', 'uncompressed', 'none');
const distribution = words('none', 'hash', 'range');
/** What engines stumble over when it is something else: a table that nobody could write any more. */
const FORMS: Readonly<Record<string, { test(text: string): boolean; readonly said: string }>> = {
  'write.format.default': words('parquet', 'orc', 'avro'), 'write.delete.format.default': words('parquet', 'orc', 'avro'),
  'write.parquet.compression-codec': codec, 'write.metadata.compression-codec': words('none', 'gzip'),
  'write.delete.mode': mode, 'write.update.mode': mode, 'write.merge.mode': mode,
  'write.delete.isolation-level': isolation, 'write.update.isolation-level': isolation, 'write.merge.isolation-level': isolation,
  'write.distribution-mode': distribution, 'write.delete.distribution-mode': distribution, 'write.update.distribution-mode': distribution, 'write.merge.distribution-mode': distribution,
  'write.delete.granularity': words('partition', 'file'),
  'write.target-file-size-bytes': whole, 'write.delete.target-file-size-bytes': whole, 'write.parquet.row-group-size-bytes': whole, 'write.parquet.page-size-bytes': whole, 'write.parquet.page-row-limit': whole, 'write.parquet.dict-size-bytes': whole,
  'write.metadata.previous-versions-max': whole, 'write.metadata.delete-after-commit.enabled': yesNo, 'write.metadata.metrics.max-inferred-column-defaults': whole,
  'write.object-storage.enabled': yesNo, 'write.spark.fanout.enabled': yesNo, 'write.wap.enabled': yesNo,
  'commit.retry.num-retries': whole, 'commit.retry.min-wait-ms': whole, 'commit.retry.max-wait-ms': whole, 'commit.retry.total-timeout-ms': whole,
  'commit.manifest.target-size-bytes': whole, 'commit.manifest.min-count-to-merge': whole, 'commit.manifest-merge.enabled': yesNo,
  'history.expire.max-snapshot-age-ms': whole, 'history.expire.min-snapshots-to-keep': whole, 'history.expire.max-ref-age-ms': whole,
  'read.split.target-size': whole, 'read.split.metadata-target-size': whole, 'read.split.planning-lookback': whole, 'read.split.open-file-cost': whole, 'gc.enabled': yesNo,
};

/** The text of a place without the ways to spell `file:`; null for one that is relative or steps upwards. */
function placeOf(uri: string): string | null {
  const path = uri.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/i, '').replace(/\/+$/, '');
  return /(?:^|\/)\.{1,2}(?:\/|$)/.test(path) || (!path.startsWith('/') && !/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) ? null : path;
}
/** Whether `uri` is the folder itself (or, for `inside`, lies in it). */
export function isPlaceOf(uri: string, folderUri: string, inside = false): boolean {
  const [place, folder] = [placeOf(uri), placeOf(folderUri)];
  return place !== null && folder !== null && (place === folder || (inside && place.startsWith(`${folder}/`)));
}

/**
 * Refuses properties that would harm the table: keys that Iceberg keeps for itself, files led out of the table's folder
 * (`folderUri`), and values that engines could not read. INVALID_INPUT with the rule in words.
 */
export function checkNewProperties(properties: Readonly<Record<string, string>>, folderUri: string): void {
  for (const [key, value] of Object.entries(properties)) {
    const wrong = (why: string): Error => invalidInput(`The property ${key} cannot be ${JSON.stringify(value.slice(0, 200))}: ${why}.`, { [key]: why });
    checkReserved(key);
    if (key.trim() !== key) throw wrong('its key begins or ends with a space');
    if (PATHS.has(key) && !isPlaceOf(value, folderUri, true)) throw wrong(`files of a table stay in its own folder, ${folderUri}`);
    if (key === PROVIDER) throw wrong('a class of one engine would choose where files go, and this catalog keeps them in the folder of the table');
    const form = Object.hasOwn(FORMS, key) ? FORMS[key] : undefined;
    if (form !== undefined && !form.test(value)) throw wrong(`it must be ${form.said}`);
    if (key === 'schema.name-mapping.default' && !isMapping(value)) throw wrong('it must be the JSON of a name mapping');
  }
}

export function checkRemovals(keys: readonly string[]): void {
  for (const key of keys) checkReserved(key);
}

function checkReserved(key: string): void {
  const instead = Object.hasOwn(RESERVED, key) ? RESERVED[key] : undefined;
  if (instead !== undefined) throw invalidInput(`${key} is kept by the table itself: ${instead}.`, { [key]: instead });
}

function isMapping(text: string): boolean {
  try {
    const json = parseJson(text);
    return Array.isArray(json) && json.every((one: unknown) => typeof one === 'object' && one !== null && Array.isArray((one as { names?: unknown }).names));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
