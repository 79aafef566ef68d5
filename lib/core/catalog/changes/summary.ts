import { partitionText, specById, typeOfField, type ContentFile, type Snapshot, type TableMetadata } from '@/lib/model/iceberg';

export interface Effect {
  readonly added: readonly ContentFile[];
  readonly removed: readonly ContentFile[];
}

const rows = (files: readonly ContentFile[]): number => files.reduce((sum, file) => sum + file.recordCount, 0);
/** A vector is counted by itself, not by the Puffin file that it shares. */
const bytes = (files: readonly ContentFile[]): number => files.reduce((sum, file) => sum + (file.contentSizeInBytes ?? file.fileSizeInBytes), 0);

interface Counts { readonly data: readonly ContentFile[]; readonly positions: readonly ContentFile[]; readonly equality: readonly ContentFile[]; readonly vectors: number; readonly deletes: number; readonly bytes: number }
function countsOf(files: readonly ContentFile[]): Counts {
  const of = (content: ContentFile['content']): readonly ContentFile[] => files.filter((file) => file.content === content);
  const [data, positions, equality] = [of('data'), of('position-deletes'), of('equality-deletes')];
  return { data, positions, equality, vectors: positions.filter(({ format }) => format === 'puffin').length, deletes: positions.length + equality.length, bytes: bytes(files) };
}

/** Name of a file's partition, for counting how many a change touches. */
export const partitionName = (metadata: TableMetadata, { specId, partition }: Pick<ContentFile, 'specId' | 'partition'>): string =>
  specById(metadata, specId).fields.map((field, index) => `${field.name}=${partitionText(field.transform, typeOfField(metadata, field.sourceId) ?? { type: 'unknown' }, partition[index] ?? null)}`).join('/');

/** The counts of a snapshot, as Iceberg's library writes them and Spark and Trino show them; totals go on from the parent's. */
export function summaryOf(metadata: TableMetadata, parent: Snapshot | null, { added, removed }: Effect, words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [more, less] = [countsOf(added), countsOf(removed)];
  const partitions = new Set([...added, ...removed].map((file) => `${file.specId}|${partitionName(metadata, file)}`));
  const some = (key: string, count: number): Record<string, string> => (count > 0 ? { [key]: String(count) } : {});
  const total = (key: string, plus: number, minus: number): Record<string, string> => {
    const before = parent === null ? 0 : Number(parent.summary[key] ?? Number.NaN);
    const after = before + plus - minus;
    return after >= 0 ? { [key]: String(after) } : {};
  };
  return {
    ...words,
    ...some('added-data-files', more.data.length), ...some('deleted-data-files', less.data.length),
    ...some('added-delete-files', more.deletes), ...some('removed-delete-files', less.deletes),
    ...some('added-position-delete-files', more.positions.length - more.vectors), ...some('removed-position-delete-files', less.positions.length - less.vectors),
    ...some('added-dvs', more.vectors), ...some('removed-dvs', less.vectors),
    ...some('added-equality-delete-files', more.equality.length), ...some('removed-equality-delete-files', less.equality.length),
    ...some('added-records', rows(more.data)), ...some('deleted-records', rows(less.data)),
    ...some('added-position-deletes', rows(more.positions)), ...some('removed-position-deletes', rows(less.positions)),
    ...some('added-equality-deletes', rows(more.equality)), ...some('removed-equality-deletes', rows(less.equality)),
    ...some('added-files-size', more.bytes), ...some('removed-files-size', less.bytes), 'changed-partition-count': String(partitions.size),
    ...total('total-records', rows(more.data), rows(less.data)), ...total('total-files-size', more.bytes, less.bytes), ...total('total-data-files', more.data.length, less.data.length),
    ...total('total-delete-files', more.deletes, less.deletes), ...total('total-position-deletes', rows(more.positions), rows(less.positions)), ...total('total-equality-deletes', rows(more.equality), rows(less.equality)),
  };
}
