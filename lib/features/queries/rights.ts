import { AppError } from '@/lib/model/errors';
import { formatSecurable, parseSecurable, type Securable } from '@/lib/kernel/access/securables';
import type { Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import type { Span } from '@/lib/ports/parser/port';
import type { StatementRun } from './run';

export const columnSecurable = (table: Securable, column: string): Securable => ({ type: 'column', path: [...table.path, column] });

/** A failure of a statement that is a refusal: it says what was refused, so that the run can record it. */
export const refused = (name: 'PERMISSION_DENIED' | 'TABLE_NOT_FOUND', message: string, { line, column }: Span, on: Securable): AppError =>
  new AppError('QUERY_FAILED', message, { sql: { name, line, column }, securable: formatSecurable(on) });

/** A kept result is shown only while its reader may still select from what it was read from. */
export function stillNeeds(ctx: Context, statement: Readonly<StatementRun>): readonly Need[] {
  return statement.snapshots.flatMap(({ on }) => {
    const table = parseSecurable(on);
    const partly = ctx.rights.grants.some((grant) => grant.on.type === 'column' && grant.on.path.slice(0, -1).join('\u0000') === table.path.join('\u0000'));
    return partly ? [] : [{ privilege: 'select' as const, securable: table }];
  });
}
