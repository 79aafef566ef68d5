import { AppError, conflict } from '@/lib/model/errors';
import { refByName } from '../history';
import type { TableMetadata } from '../types';
import type { Requirement } from './update';

/** Throws CONFLICT for the first requirement that `base` (null: no such table) does not meet, ALREADY_EXISTS for assert-create. */
export function checkRequirements(base: TableMetadata | null, requirements: readonly Requirement[]): void {
  for (const requirement of requirements) {
    if (requirement.type === 'assert-create') {
      if (base !== null) throw new AppError('ALREADY_EXISTS', 'A table with this name exists already.');
      continue;
    }
    if (base === null) throw conflict('The table is gone.');
    const problem = unmet(base, requirement);
    if (problem !== null) throw conflict(problem);
  }
}

function unmet(base: TableMetadata, requirement: Exclude<Requirement, { type: 'assert-create' }>): string | null {
  const differs = <T>(what: string, is: T, wanted: T): string | null => (is === wanted ? null : `${what} has changed: it is ${String(is)}, and was ${String(wanted)}.`);
  switch (requirement.type) {
    case 'assert-table-uuid': return base.tableUuid?.toLowerCase() === requirement.uuid.toLowerCase() ? null : 'Another table has taken this name.';
    case 'assert-ref-snapshot-id': return differs(requirement.ref, refByName(base, requirement.ref)?.snapshotId ?? null, requirement.snapshotId);
    case 'assert-last-assigned-field-id': return differs('The last column id', base.lastColumnId, requirement.lastAssignedFieldId);
    case 'assert-current-schema-id': return differs('The schema', base.currentSchemaId, requirement.currentSchemaId);
    case 'assert-last-assigned-partition-id': return differs('The last partition field id', base.lastPartitionId, requirement.lastAssignedPartitionId);
    case 'assert-default-spec-id': return differs('The partition spec', base.defaultSpecId, requirement.defaultSpecId);
    case 'assert-default-sort-order-id': return differs('The sort order', base.defaultSortOrderId, requirement.defaultSortOrderId);
  }
}
