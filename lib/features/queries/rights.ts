import { forbidden } from '@/lib/model/errors';
import { describeSecurable, parseSecurable, type Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import type { StatementRun } from './run';

export const columnSecurable = (table: Securable, column: string): Securable => ({ type: 'column', path: [...table.path, column] });

/** A kept result is shown only while its reader may still select from what it was read from. Throws FORBIDDEN. */
export function requireStillReadable(ctx: Context, statement: Readonly<StatementRun>): void {
  for (const { on } of statement.snapshots) {
    const table = parseSecurable(on);
    const partly = ctx.rights.grants.some((grant) => grant.on.type === 'column' && grant.on.path.slice(0, -1).join('\u0000') === table.path.join('\u0000'));
    if (!ctx.can('select', table) && !partly) throw forbidden('select', describeSecurable(table));
  }
}
