import { transformText, type PartitionField, type TableMetadata } from '@/lib/model/iceberg';
import { sourceName } from '../source-name';
import type { Partition } from './partitions';

export interface SpecShare {
  specId: number; current: boolean;
  fields: { name: string; source: string; transform: string }[];
  /** against the spec before, in words */
  changes: string[];
  partitions: number; files: number; deleteFiles: number; rows: number; bytes: number;
}

/** Every spec of a table, oldest first, with how it differs from the one before and what still lies in files of it. */
export function specHistory(metadata: TableMetadata, partitions: readonly Partition[]): SpecShare[] {
  const specs = [...metadata.partitionSpecs].sort((a, b) => a.specId - b.specId);
  return specs.map((spec, index) => {
    const own = partitions.filter(({ specId }) => specId === spec.specId);
    const sum = (key: 'files' | 'deleteFiles' | 'rows' | 'bytes'): number => own.reduce((total, each) => total + each[key], 0);
    const before = specs[index - 1];
    return {
      specId: spec.specId, current: spec.specId === metadata.defaultSpecId,
      fields: live(spec.fields).map((field) => ({ name: field.name, source: sourceName(metadata, field.sourceId), transform: transformText(field.transform) })),
      changes: before === undefined ? [] : specChanges(metadata, before.fields, spec.fields),
      partitions: own.filter(({ partition }) => partition !== '').length, files: sum('files'), deleteFiles: sum('deleteFiles'), rows: sum('rows'), bytes: sum('bytes'),
    };
  });
}

/** Version 1 cannot drop a field: it keeps it with the void transform. */
const live = (fields: readonly PartitionField[]): readonly PartitionField[] => fields.filter(({ transform }) => transform.kind !== 'void');

function specChanges(metadata: TableMetadata, before: readonly PartitionField[], after: readonly PartitionField[]): string[] {
  const text = (field: PartitionField): string => (field.transform.kind === 'identity' ? sourceName(metadata, field.sourceId) : `${transformText(field.transform)} of ${sourceName(metadata, field.sourceId)}`);
  const same = (a: PartitionField, b: PartitionField): boolean => a.sourceId === b.sourceId && transformText(a.transform) === transformText(b.transform);
  const [old, now] = [live(before), live(after)];
  return [
    ...now.filter((field) => !old.some((was) => same(was, field))).map((field) => `added ${text(field)}`),
    ...old.filter((field) => !now.some((one) => same(one, field))).map((field) => `dropped ${text(field)}`),
    ...now.flatMap((field) => { const was = old.find((one) => same(one, field)); return was === undefined || was.name === field.name ? [] : [`renamed ${was.name} to ${field.name}`]; }),
  ];
}
