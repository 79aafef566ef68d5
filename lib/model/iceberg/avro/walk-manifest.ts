import { brokenTable } from '@/lib/model/errors';
import type { ManifestEntry } from '../types';
import { readRecordsInSlices } from './container';
import type { Wanted } from './entry-layout';
import { EntryReader } from './entry-reader';
import { layoutOf, type DecodeContext } from './manifest';

/** Entries between two rests: some milliseconds' worth, with all their statistics. */
const SLICE = 1000;
const PLAIN: Wanted = { statisticsOf: new Set() };
const onlyOf = (wanted: Wanted): ReadonlySet<number> | null => (wanted === 'all' ? null : wanted.statisticsOf);

/**
 * Shows every entry of a manifest, one after the other, and keeps none: a hundred thousand entries with statistics would be
 * hundreds of megabytes. Rests in between, so that whoever goes through it can let others have their turn.
 * Throws as decodeManifest does.
 */
export function* walkManifest(bytes: Uint8Array, { manifest, spec, types, inflate }: DecodeContext, wanted: Wanted, visit: (entry: ManifestEntry) => void): Generator<void> {
  let seen = 0;
  yield* readRecordsInSlices(bytes, { file: manifest.path, inflate }, SLICE, ({ schema }) => {
    const reader = new EntryReader(layoutOf(schema, spec, wanted, manifest.path), manifest, spec.specId, types, onlyOf(wanted));
    return (cursor) => {
      seen += 1;
      visit(reader.entry(cursor));
    };
  });
  // a file cut off right behind its header is a valid empty one to Avro
  if (seen === 0 && (manifest.addedFilesCount ?? 0) + (manifest.existingFilesCount ?? 0) > 0) throw brokenTable(`${manifest.path} is damaged: it is empty.`, manifest.path);
}

/** The live entry of one file, with all that is said of it; null when the manifest has none. `contentOffset` tells the vectors of one Puffin file apart. */
export function* findEntry(bytes: Uint8Array, { manifest, spec, types, inflate }: DecodeContext, path: string, contentOffset: number | null): Generator<void, ManifestEntry | null> {
  let found: ManifestEntry | null = null;
  yield* readRecordsInSlices(bytes, { file: manifest.path, inflate }, SLICE * 4, ({ schema }) => {
    const plain = new EntryReader(layoutOf(schema, spec, PLAIN, manifest.path), manifest, spec.specId, types, onlyOf(PLAIN));
    const whole = new EntryReader(layoutOf(schema, spec, 'all', manifest.path), manifest, spec.specId, types, null);
    return (cursor) => {
      const from = cursor.at;
      const entry = plain.entry(cursor);
      if (entry.status === 'deleted' || entry.file.path !== path || (contentOffset !== null && entry.file.contentOffset !== contentOffset)) return;
      const to = cursor.at;
      cursor.at = from;
      const full = whole.entry(cursor);
      cursor.at = to;
      // row ids are counted along all entries, of which this reader saw one
      found = { ...full, file: { ...full.file, firstRowId: entry.file.firstRowId } };
    };
  });
  return found;
}
