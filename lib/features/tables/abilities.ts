import type { Privilege } from '@/lib/kernel/access/privileges';
import type { Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';

const TABLE: readonly Privilege[] = ['describe', 'select', 'insert', 'update_delete', 'alter', 'drop', 'maintain', 'manage_grants'];
const CONTAINER: readonly Privilege[] = ['describe', 'select', 'create', 'drop', 'maintain', 'manage_grants'];

const abilities = (ctx: Context, on: Securable, privileges: readonly Privilege[]): Record<string, boolean> => Object.fromEntries(privileges.map((privilege) => [privilege, ctx.can(privilege, on)]));
/** What the person who asks may do, for buttons; the verbs ask again. */
export const tableAbilities = (ctx: Context, on: Securable): Record<string, boolean> => abilities(ctx, on, TABLE);
export const containerAbilities = (ctx: Context, on: Securable): Record<string, boolean> => abilities(ctx, on, CONTAINER);
