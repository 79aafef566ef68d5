import type { ContentFile, ManifestEntry, PartitionSpec, PrimitiveValue } from '../types';
import { DELETE_PATH } from '../reserved-fields';
import { compareValues } from '../values';

const decoder = new TextDecoder();

interface Held { readonly file: ContentFile; readonly sequenceNumber: bigint }

const keyOf = (specId: number, partition: readonly (PrimitiveValue | null)[]): string =>
  `${specId}:${partition.map((value) => (value === null ? 'n' : value instanceof Uint8Array ? `b${[...value].join(',')}` : `${typeof value}${String(value)}`)).join('|')}`;

/**
 * Which delete files apply to a data file (spec, Scan Planning): a deletion vector or position deletes with a data
 * sequence number not below the file's, in the same partition or for that very path; equality deletes with one strictly
 * above, in the same partition or from an unpartitioned spec.
 */
export class DeleteIndex {
  private readonly vectors = new Map<string, Held>();
  private readonly byPath = new Map<string, Held[]>();
  private readonly positions = new Map<string, Held[]>();
  private readonly equality = new Map<string, Held[]>();
  private readonly globalEquality: Held[] = [];
  readonly size: number;

  constructor(entries: readonly ManifestEntry[], specs: ReadonlyMap<number, PartitionSpec>) {
    let size = 0;
    for (const { file, sequenceNumber, status } of entries) {
      if (status === 'deleted') continue;
      size += 1;
      const held = { file, sequenceNumber };
      const only = referenced(file);
      if (file.content === 'position-deletes' && file.format === 'puffin' && file.referencedDataFile !== null) this.vectors.set(file.referencedDataFile, held);
      else if (file.content === 'position-deletes' && only !== null) push(this.byPath, only, held);
      else if (file.content === 'position-deletes') push(this.positions, keyOf(file.specId, file.partition), held);
      else if ((specs.get(file.specId)?.fields ?? []).every((field) => field.transform.kind === 'void')) this.globalEquality.push(held);
      else push(this.equality, keyOf(file.specId, file.partition), held);
    }
    this.size = size;
  }

  /** Delete files for one data file, in order of sequence number. */
  deletesFor(file: Pick<ContentFile, 'path' | 'specId' | 'partition'>, sequenceNumber: bigint): readonly ContentFile[] {
    if (this.size === 0) return NONE;
    const key = keyOf(file.specId, file.partition);
    const equality = [...(this.equality.get(key) ?? []), ...this.globalEquality].filter((held) => held.sequenceNumber > sequenceNumber);
    const vector = this.vectors.get(file.path);
    // a deletion vector holds all that older position delete files said of its data file
    const positions = vector !== undefined && vector.sequenceNumber >= sequenceNumber
      ? [vector]
      : [...(this.byPath.get(file.path) ?? []), ...(this.positions.get(key) ?? []).filter((held) => mayName(held.file, file.path))].filter((held) => held.sequenceNumber >= sequenceNumber);
    const all = [...positions, ...equality];
    return all.length === 0 ? NONE : all.sort((a, b) => (a.sequenceNumber < b.sequenceNumber ? -1 : a.sequenceNumber > b.sequenceNumber ? 1 : 0)).map((held) => held.file);
  }
}

const NONE: readonly ContentFile[] = [];
const push = (map: Map<string, Held[]>, key: string, held: Held): void => { const list = map.get(key); if (list) list.push(held); else map.set(key, [held]); };

/** The one data file that a position delete file is for: named, or told by equal bounds of file_path. */
function referenced(file: ContentFile): string | null {
  if (file.referencedDataFile !== null) return file.referencedDataFile;
  const lower = file.lowerBounds?.get(DELETE_PATH.id);
  const upper = file.upperBounds?.get(DELETE_PATH.id);
  if (!lower || !upper) return null;
  const path = decoder.decode(lower);
  return path === decoder.decode(upper) ? path : null;
}

function mayName(file: ContentFile, path: string): boolean {
  const lower = file.lowerBounds?.get(DELETE_PATH.id);
  const upper = file.upperBounds?.get(DELETE_PATH.id);
  return (!lower || compareValues(decoder.decode(lower), path) <= 0) && (!upper || compareValues(decoder.decode(upper), path) >= 0);
}

