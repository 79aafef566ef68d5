import { z } from 'zod';
import { AppError } from '@/lib/model/errors';
import { formatSecurable, parseSecurable, securables, type Securable } from '@/lib/kernel/access/securables';
import { command, type Need } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { giveGrant } from './give-grant';
import { presentGrant } from './present';
import { deleteGrant, grantById, lastingAdmins, listGrantRows, userByName, userNames, type GrantRow } from './store';

const roles = securables.admin('roles');
/** Who administers roles may change any grant; else the right to manage grants on the thing itself is needed. */
const mayChange = (ctx: Context, on: Securable): Need => (ctx.can('manage', roles) || ['system', 'admin', 'engine'].includes(on.type) ? { privilege: 'manage', securable: roles } : { privilege: 'manage_grants', securable: on });

const present = async (ctx: Context, rows: readonly GrantRow[]) => {
  const names = await userNames(ctx, rows.filter((row) => row.principalType === 'user').map((row) => row.principalId));
  return rows.map((row) => presentGrant(row, names));
};

/** Grants and role assignments: all for who reads roles, else one's own and those of one's roles. */
export const listGrants = command({
  name: 'grant.list',
  input: z.object({ cursor: z.string().max(64).optional(), limit: z.number().int().min(1).max(1000).default(100), principal: z.string().max(200).optional() }),
  permission: 'authenticated',
  audit: 'none',
  async run(ctx, { cursor, limit, principal }) {
    let principals: { type: string; id: string }[] | null = null;
    if (!ctx.can('read', roles)) {
      const held = [...new Set(ctx.rights.grants.flatMap((grant) => (grant.role === null ? [] : [grant.role])))];
      principals = [{ type: 'user', id: ctx.principal.id }, ...held.map((id) => ({ type: 'role', id }))];
    } else if (principal !== undefined) {
      const [kind, ...rest] = principal.split('/');
      principals = kind === 'role' ? [{ type: 'role', id: rest.join('/') }] : [{ type: 'user', id: (await userByName(ctx, kind === 'user' ? rest.join('/') : principal)).id }];
    }
    const rows = await listGrantRows(ctx, { principals, after: cursor ?? null, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return { items: await present(ctx, shown), next: rows.length > limit ? shown.at(-1)?.id ?? null : null };
  },
});

export const grant = command({
  name: 'grant.create',
  input: z.object({ principal: z.string().min(1).max(200), privilege: z.string().max(50).optional(), role: z.string().max(50).optional(), on: z.string().min(1).max(2000), reason: z.string().max(500).optional(), expiresAt: z.iso.datetime().optional() }),
  permission: (input, ctx) => mayChange(ctx, parseSecurable(input.on)),
  audit: 'mutation',
  transactional: true,
  async run(ctx, input) {
    const [item] = await present(ctx, [await giveGrant(ctx, input)]);
    if (item === undefined) throw new AppError('INTERNAL', 'A grant was written and is not there.');
    ctx.note({ after: item });
    return item;
  },
});

/** Takes a grant back; it holds no longer at the next request. The last admin stays one. */
export const revokeGrant = command({
  name: 'grant.revoke',
  input: z.object({ id: z.string().min(1).max(64) }),
  permission: async ({ id }, ctx) => {
    const on = await grantById(ctx, id).then((row) => parseSecurable(row.securable), (error: unknown) => {
      // Who may not manage grants at all learns nothing about which exist.
      if (ctx.can('manage', roles) || ctx.rights.grants.some((held) => held.privilege === 'manage_grants')) throw error;
      return roles;
    });
    return mayChange(ctx, on);
  },
  audit: 'mutation',
  transactional: true,
  async run(ctx, { id }) {
    const row = await grantById(ctx, id);
    const [item] = await present(ctx, [row]);
    ctx.note({ before: item, securable: formatSecurable(parseSecurable(row.securable)) });
    if (row.role === 'admin' && row.securableType === 'system' && (await lastingAdmins(ctx, { grantId: id })) === 0) throw new AppError('CONFLICT', 'This is the last admin. Make another person admin first.');
    await deleteGrant(ctx, id);
    return { ok: true as const };
  },
});
