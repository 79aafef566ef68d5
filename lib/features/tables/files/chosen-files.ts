import type { TableMetadata } from '@/lib/model/iceberg';
import { keptOf } from '../kept';
import type { LiveFiles } from './live-files';

export const FILE_SORTS = ['path', 'bytes', 'records', 'partition', 'age'] as const;
export interface FileChoice {
  readonly content?: 'data' | 'deletes' | undefined;
  /** label of a partition, with its spec */
  readonly partition?: string | undefined;
  readonly spec?: number | undefined;
  readonly minBytes?: number | undefined;
  /** below it */
  readonly maxBytes?: number | undefined;
  /** part of the path */
  readonly search?: string | undefined;
  readonly sort: (typeof FILE_SORTS)[number];
  readonly descending: boolean;
}

/** Sizes at which the histogram is cut. */
export const EDGES = [0, 64 * 1024, 1024 ** 2, 8 * 1024 ** 2, 32 * 1024 ** 2, 128 * 1024 ** 2, 512 * 1024 ** 2, Number.MAX_SAFE_INTEGER] as const;
const MIDDLE = EDGES.slice(1, -1);

export interface ChosenFiles {
  /** indices of LiveFiles, in order */
  readonly order: Uint32Array;
  readonly bytes: number;
  /** of data files */
  readonly records: number;
  /** data files by size, whatever sizes were asked for */
  readonly sizes: readonly number[];
}

const natural = new Intl.Collator('en', { numeric: true });

/** Files of a choice in its order, kept: the next page is asked for soon. */
export function chosenFiles(metadata: TableMetadata, files: LiveFiles, snapshotId: bigint | null, choice: FileChoice): Promise<ChosenFiles> {
  return keptOf(metadata, `order ${snapshotId ?? 'none'} ${JSON.stringify(choice)}`, async () => {
    const value = choose(files, choice);
    return { value, bytes: 500 + value.order.byteLength };
  });
}

export function choose(files: LiveFiles, choice: FileChoice): ChosenFiles {
  const { content, partition, spec, minBytes = 0, maxBytes = Number.POSITIVE_INFINITY, search } = choice;
  const isPlace = files.places.map((place) => (partition === undefined || place.label === partition) && (spec === undefined || place.specId === spec));
  const order = new Uint32Array(files.count);
  const sizes = EDGES.slice(0, -1).map(() => 0);
  let [found, bytes, records] = [0, 0, 0];
  for (let at = 0; at < files.count; at += 1) {
    const isData = files.content[at] === 'data';
    if ((content !== undefined && isData !== (content === 'data')) || isPlace[files.place[at] ?? 0] !== true || (search !== undefined && files.paths[at]?.includes(search) !== true)) continue;
    const size = files.bytes[at] ?? 0;
    if (isData) { const bucket = bucketOf(size); sizes[bucket] = (sizes[bucket] ?? 0) + 1; }
    if (size < minBytes || size >= maxBytes) continue;
    order[found] = at;
    found += 1;
    bytes += size;
    if (isData) records += files.records[at] ?? 0;
  }
  return { order: order.subarray(0, found).sort(comparator(files, choice)), bytes, records, sizes };
}

const bucketOf = (bytes: number): number => {
  const above = MIDDLE.findIndex((edge) => bytes < edge);
  return above < 0 ? MIDDLE.length : above;
};

function comparator(files: LiveFiles, { sort, descending }: FileChoice): (a: number, b: number) => number {
  const direction = descending ? -1 : 1;
  const path = (a: number, b: number): number => ((files.paths[a] ?? '') < (files.paths[b] ?? '') ? -1 : 1);
  if (sort === 'path') return (a, b) => direction * path(a, b);
  const by = sort === 'bytes' ? files.bytes : sort === 'records' ? files.records : sort === 'partition' ? ranks(files) : files.sequence;
  // the older the file, the greater its age
  const sign = sort === 'age' ? -direction : direction;
  return (a, b) => sign * ((by[a] ?? 0) - (by[b] ?? 0)) || path(a, b);
}

/** Of each file, the place of its partition among all, by spec and then as people count. */
function ranks({ places, place, count }: LiveFiles): Float64Array {
  const sorted = places.map((_, index) => index).sort((a, b) => (places[a]?.specId ?? 0) - (places[b]?.specId ?? 0) || natural.compare(places[a]?.label ?? '', places[b]?.label ?? ''));
  const rankOf = new Float64Array(places.length);
  sorted.forEach((index, rank) => { rankOf[index] = rank; });
  return Float64Array.from({ length: count }, (_, at) => rankOf[place[at] ?? 0] ?? 0);
}
