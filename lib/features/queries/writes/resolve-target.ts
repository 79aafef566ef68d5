import { AppError, hasCode, queryFailed } from '@/lib/model/errors';
import { currentSchema, currentSnapshot } from '@/lib/model/iceberg';
import { namespaceLevels } from '@/lib/model/routes';
import { formatSecurable } from '@/lib/kernel/access/securables';
import type { Privilege } from '@/lib/kernel/access/privileges';
import type { Context } from '@/lib/kernel/context';
import type { SqlSession, TableMention } from '@/lib/ports/parser/port';
import { sqlColumns } from '../../tables/read-scan';
import type { Relation } from '../resolve';
import { missingTable, placeOf } from './place';

export type Target = Extract<Relation, { kind: 'table' }>;

/**
 * The table whose rows a statement changes, as it is now. What may not be discovered does not exist; what may be known and not written says
 * which privilege is missing. To write it takes no right to read: what the text reads of it is asked when it is typed.
 */
export async function resolveTarget(ctx: Context, mention: TableMention, session: SqlSession, verb: string, ...privileges: readonly Privilege[]): Promise<Target> {
  const place = placeOf(ctx, mention, session);
  const { name, on, namespace, table } = place;
  const { line, column } = mention.span;
  if (!ctx.can('discover', on)) throw missingTable(place, mention.span);
  const missing = privileges.find((privilege) => !ctx.can(privilege, on));
  if (missing !== undefined) throw new AppError('QUERY_FAILED', `Access Denied: Cannot ${verb} table ${name}: this needs the privilege ${missing}`, { sql: { name: 'PERMISSION_DENIED', line, column }, securable: formatSecurable(on) });
  try {
    const loaded = await ctx.ports.catalog.loadTable({ namespace: namespaceLevels(namespace), name: table });
    if (loaded.readOnly !== null) throw queryFailed('NOT_SUPPORTED', loaded.readOnly, line, column);
    const schema = currentSchema(loaded.metadata);
    return { kind: 'table', mention, name, on, loaded, snapshot: currentSnapshot(loaded.metadata), schema, columns: sqlColumns(schema).map(({ name: each, type }) => ({ name: each, type })) };
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) throw missingTable(place, mention.span);
    if (hasCode(error, 'BROKEN_TABLE', 'UNSUPPORTED')) throw queryFailed('ICEBERG_BAD_DATA', error.message, line, column);
    throw error;
  }
}
