import { hasCode, queryFailed } from '@/lib/model/errors';
import { toLogicalType } from '@/lib/model/iceberg';
import type { Relation } from './resolve';

const NOT_FOUND = /^Column '(.+)' cannot be resolved$/s;

/**
 * A column that SQL cannot hold (variant, geometry, geography) is none of a relation's. Whoever names one is told so,
 * with its type, instead of that it is not there. Any other error is returned as it is.
 */
export function sayHiddenColumn(error: unknown, relations: readonly Relation[]): unknown {
  if (!hasCode(error, 'QUERY_FAILED') || error.details.sql?.name !== 'COLUMN_NOT_FOUND') return error;
  const written = NOT_FOUND.exec(error.message)?.[1]?.toLowerCase();
  if (written === undefined) return error;
  for (const relation of relations) {
    if (relation.kind !== 'table') continue;
    const hidden = relation.schema.fields.find(({ name, type }) => toLogicalType(type) === null && (written === name.toLowerCase() || written.endsWith(`.${name.toLowerCase()}`)));
    if (hidden) return queryFailed('NOT_SUPPORTED', `Column '${hidden.name}' of ${relation.name} is of type ${hidden.type.type}, which statements cannot read; name the other columns`, error.details.sql.line, error.details.sql.column);
  }
  return error;
}
