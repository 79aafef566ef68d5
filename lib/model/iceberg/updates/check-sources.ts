import { invalidInput } from '@/lib/model/errors';
import { currentSchema, currentSortOrder, currentSpec, fieldById } from '../schema/lookup';
import type { TableMetadata } from '../types';
import { columnIds, takesColumnName } from './partition-names';

/**
 * Refuses a change that takes away, or turns into something else, a column that the table is partitioned or sorted by, and
 * a column called as a partition field is: readers in Java refuse the whole table then, Iceberg 1.4.2 also for a void
 * field of format version 1. Asked of the whole change, so that a spec may be changed and its column dropped in one
 * commit; what was wrong before is not asked.
 */
export function checkSources(before: TableMetadata, after: TableMetadata): void {
  const schema = currentSchema(after);
  if (schema === currentSchema(before) && after.defaultSpecId === before.defaultSpecId && after.defaultSortOrderId === before.defaultSortOrderId) return;
  checkNames(before, after);
  const uses = [
    ...currentSpec(after).fields.map(({ sourceId, transform }) => ({ sourceId, transform, how: 'partitioned' })),
    ...currentSortOrder(after).fields.map(({ sourceId, transform }) => ({ sourceId, transform, how: 'sorted' })),
  ];
  for (const { sourceId, transform, how } of uses) {
    const to = fieldById(schema, sourceId);
    const from = fieldById(currentSchema(before), sourceId);
    if (to === null && from === null && isUsed(before, sourceId)) continue;
    if (to === null && transform.kind === 'void') throw invalidInput(`The table was partitioned by ${from?.path ?? `a column with the id ${sourceId}`}, and in format version 1 that field keeps its place. Raise the format version and change the partitioning once more, then the column can go.`);
    if (to === null) throw invalidInput(`The table is ${how} by ${from?.path ?? `a column with the id ${sourceId}, which it does not have`}; change that first, then the column can go.`);
    // of all promotions this one alone changes what a transform answers (spec, Schema Evolution)
    const changes = from?.field.type.type === 'date' && to.field.type.type !== 'date' && !['year', 'month', 'day', 'void'].includes(transform.kind);
    if (changes) throw invalidInput(`The table is ${how} by ${from.path}, whose values would change with its type; change that first.`);
  }
}

/** Earlier specs count too: a reader binds every one to the newest schema. */
function checkNames(before: TableMetadata, after: TableMetadata): void {
  const taken = ({ partitionSpecs }: TableMetadata, columns: ReadonlyMap<string, number>) => partitionSpecs.flatMap(({ fields }) => fields).filter((field) => takesColumnName(columns, field)).map(({ name }) => name);
  const known = new Set(taken(before, columnIds(currentSchema(before))));
  const wrong = taken(after, columnIds(currentSchema(after))).find((name) => !known.has(name));
  if (wrong !== undefined) throw invalidInput(`${wrong} is the name of a partition field, of today or of earlier files; no other column can be called so.`);
}

const isUsed = (metadata: TableMetadata, sourceId: number): boolean => [...currentSpec(metadata).fields, ...currentSortOrder(metadata).fields].some((field) => field.sourceId === sourceId);
