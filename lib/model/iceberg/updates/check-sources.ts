import { invalidInput } from '@/lib/model/errors';
import { currentSchema, currentSortOrder, currentSpec, fieldById } from '../schema/lookup';
import type { TableMetadata } from '../types';

/**
 * Refuses a change that takes away, or turns into something else, a column that the table is partitioned or sorted by:
 * readers in Java refuse a table whose spec names a column that is gone. Asked of the whole change, so that a spec may be
 * changed and its column dropped in one commit; what was wrong before is not asked.
 */
export function checkSources(before: TableMetadata, after: TableMetadata): void {
  const schema = currentSchema(after);
  if (schema === currentSchema(before) && after.defaultSpecId === before.defaultSpecId && after.defaultSortOrderId === before.defaultSortOrderId) return;
  const uses = [
    ...currentSpec(after).fields.filter(({ transform }) => transform.kind !== 'void').map(({ sourceId, transform }) => ({ sourceId, transform, how: 'partitioned' })),
    ...currentSortOrder(after).fields.map(({ sourceId, transform }) => ({ sourceId, transform, how: 'sorted' })),
  ];
  for (const { sourceId, transform, how } of uses) {
    const to = fieldById(schema, sourceId);
    const from = fieldById(currentSchema(before), sourceId);
    if (to === null && from === null && isUsed(before, sourceId)) continue;
    if (to === null) throw invalidInput(`The table is ${how} by ${from?.path ?? `a column with the id ${sourceId}, which it does not have`}; change that first, then the column can go.`);
    // of all promotions this one alone changes what a transform answers (spec, Schema Evolution)
    const changes = from?.field.type.type === 'date' && to.field.type.type !== 'date' && !['year', 'month', 'day'].includes(transform.kind);
    if (changes) throw invalidInput(`The table is ${how} by ${from.path}, whose values would change with its type; change that first.`);
  }
}

const isUsed = (metadata: TableMetadata, sourceId: number): boolean => [...currentSpec(metadata).fields, ...currentSortOrder(metadata).fields].some((field) => field.sourceId === sourceId);
