import type { ManifestFile } from '@/lib/model/iceberg';
import type { NewEntry } from '@/lib/model/iceberg/manifests';
import type { ManifestReader } from '../scans/read-manifests';
import type { LoadedTable } from '../tables/load-table';
import { carried, manifestTarget, type HeldManifest, type ManifestMaker } from './manifest-maker';
import { countProperty, flagProperty } from './table-properties';

const MIN_COUNT = 100;

/**
 * Merges small manifests as the table's properties say (commit.manifest-merge.enabled, commit.manifest.min-count-to-merge,
 * commit.manifest.target-size-bytes), each content and spec apart: packed from the oldest on, so that those that are full
 * stay as they are, and the newest ones wait until there are enough of them. Newest first, in and out.
 */
export async function mergeManifests(reader: ManifestReader, base: LoadedTable, maker: ManifestMaker, manifests: readonly HeldManifest[]): Promise<readonly HeldManifest[]> {
  if (!flagProperty(base.metadata, 'commit.manifest-merge.enabled', true)) return manifests;
  const minCount = countProperty(base.metadata, 'commit.manifest.min-count-to-merge', MIN_COUNT);
  const groups = new Map<string, HeldManifest[]>();
  for (const one of manifests) {
    // one that is encrypted stays by itself
    const key = one.manifest.keyMetadata === null ? `${one.manifest.content}|${one.manifest.specId}` : one.manifest.path;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const merged: HeldManifest[] = [];
  for (const group of groups.values()) {
    for (const bin of packFromEnd(group, manifestTarget(base))) {
      const waits = bin[0] === group[0] && bin.length < minCount;
      merged.push(...(bin.length < 2 || waits ? bin : await mergeBin(reader, base, maker, bin)));
    }
  }
  return merged;
}

/** Bins of neighbours of at most `target` bytes, the last bin filled first. */
export function packFromEnd<Item extends { readonly manifest: Pick<ManifestFile, 'length'> }>(items: readonly Item[], target: number): readonly (readonly Item[])[] {
  const bins: Item[][] = [];
  let bytes = Infinity;
  for (const item of [...items].reverse()) {
    if (bytes + item.manifest.length > target) { bins.unshift([]); bytes = 0; }
    bins[0]?.unshift(item);
    bytes += item.manifest.length;
  }
  return bins;
}

async function mergeBin(reader: ManifestReader, base: LoadedTable, maker: ManifestMaker, bin: readonly HeldManifest[]): Promise<readonly HeldManifest[]> {
  const entries: NewEntry[] = [];
  for (const { manifest, made } of bin) {
    if (made !== null) entries.push(...made.entries);
    else for (const entry of await reader.entriesOf(base, manifest, 'all')) if (entry.status !== 'deleted') entries.push(carried(entry, base.metadata.formatVersion));
  }
  const [first] = bin;
  return first === undefined ? [] : maker.make(first.manifest.content, first.manifest.specId, entries);
}
