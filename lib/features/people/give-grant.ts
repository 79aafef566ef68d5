import { AppError, forbidden, invalidInput, notFound } from '@/lib/model/errors';
import { decide } from '@/lib/kernel/access/decide';
import { expandRole, rolePrivileges } from '@/lib/kernel/access/load-rights';
import { PRIVILEGES_OF, type Privilege } from '@/lib/kernel/access/privileges';
import { builtInRole, type RolePrivilege } from '@/lib/kernel/access/roles';
import { describeSecurable, formatSecurable, parseSecurable, securables, type Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { hasCustomRole, insertGrant, userByName, type GrantRow } from './store';

export interface GrantRequest {
  /** user/alice, role/readers, or a user's bare name */
  readonly principal: string;
  readonly privilege?: string | undefined;
  readonly role?: string | undefined;
  readonly on: string;
  readonly reason?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/** Writes one grant, after checking that it has a meaning and that the granter holds what he gives. */
export async function giveGrant(ctx: Context, request: GrantRequest): Promise<GrantRow> {
  const on = parseSecurable(request.on);
  const { type, id } = await principalOf(ctx, request.principal);
  if ((request.privilege === undefined) === (request.role === undefined)) throw invalidInput('Name either a privilege or a role.', { privilege: 'or role, one of them' });
  const expiresAt = request.expiresAt === undefined ? null : new Date(request.expiresAt);
  if (expiresAt !== null && !(expiresAt > ctx.now())) throw invalidInput('The end of a grant must be a time that is still to come.', { expiresAt: 'must be in the future' });
  const gives: { privilege: Privilege; at: Securable }[] = [];
  if (request.role !== undefined) {
    if (type === 'role') throw invalidInput('Roles are assigned to people, not to roles.', { principal: 'must be a user' });
    for (const { privilege, on: at } of expandRole('', request.role, await privilegesOf(ctx, request.role), on, null)) gives.push({ privilege, at });
  } else {
    const privilege = PRIVILEGES_OF[on.type].find((known) => known === request.privilege);
    if (privilege === undefined) throw invalidInput(`${JSON.stringify(request.privilege)} is no privilege on ${describeSecurable(on)}. There are: ${PRIVILEGES_OF[on.type].join(', ')}.`, { privilege: 'unknown here' });
    gives.push({ privilege, at: on });
  }
  requireHolding(ctx, gives);
  return insertGrant(ctx, {
    principalType: type, principalId: id, privilege: request.privilege ?? null, role: request.role ?? null,
    securableType: on.type, securable: formatSecurable(on), expiresAt, reason: request.reason ?? null,
  });
}

/** Who administers roles gives anything (the audit shows it); everybody else only what he holds himself. */
function requireHolding(ctx: Context, gives: readonly { privilege: Privilege; at: Securable }[]): void {
  if (ctx.can('manage', securables.admin('roles'))) return;
  for (const { privilege, at } of gives) if (!decide(ctx.rights, privilege, at, ctx.now()).allowed) throw forbidden(privilege, describeSecurable(at));
}

async function principalOf(ctx: Context, text: string): Promise<{ type: 'user' | 'role'; id: string }> {
  const [kind, ...rest] = text.split('/');
  if (kind === 'role' && rest.length > 0) {
    const name = rest.join('/');
    await privilegesOf(ctx, name);
    return { type: 'role', id: name };
  }
  const user = await userByName(ctx, kind === 'user' && rest.length > 0 ? rest.join('/') : text);
  if (user.disabledAt !== null) throw new AppError('CONFLICT', `The user ${user.name} is disabled.`);
  return { type: 'user', id: user.id };
}

async function privilegesOf(ctx: Context, role: string): Promise<readonly RolePrivilege[]> {
  const builtIn = builtInRole(role);
  if (builtIn !== undefined) return builtIn.privileges;
  const made = await hasCustomRole(ctx, role);
  if (made === null) throw notFound('role', role);
  return rolePrivileges(made);
}
