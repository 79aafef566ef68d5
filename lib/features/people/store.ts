import { AppError, notFound } from '@/lib/model/errors';
import type { Context } from '@/lib/kernel/context';
import { raiseGrantsVersion } from '@/lib/kernel/access/load-rights';
import { isUniqueViolation } from '@/lib/ports/db/port';
import type { Grant, User } from '@/lib/ports/db/generated/client';

export type UserRow = User & { readonly hasPassword: boolean };
export type GrantRow = Grant;

export async function userByName(ctx: Context, name: string): Promise<UserRow> {
  const row = await ctx.ports.db.client.user.findUnique({ where: { name: name.trim().toLowerCase() }, include: { credential: { select: { userId: true } } } });
  if (row === null) throw notFound('user', name);
  const { credential, ...user } = row;
  return { ...user, hasPassword: credential !== null };
}

export async function listUserRows(ctx: Context): Promise<readonly UserRow[]> {
  const rows = await ctx.ports.db.client.user.findMany({ orderBy: { name: 'asc' }, include: { credential: { select: { userId: true } } } });
  return rows.map(({ credential, ...user }) => ({ ...user, hasPassword: credential !== null }));
}

/** Throws ALREADY_EXISTS. */
export async function insertUser(ctx: Context, name: string): Promise<string> {
  const id = crypto.randomUUID();
  try {
    await ctx.ports.db.client.user.create({ data: { id, name, createdAt: ctx.now(), createdBy: ctx.principal.name } });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('ALREADY_EXISTS', `There is a user ${name} already.`);
    throw error;
  }
  return id;
}

export async function passwordHash(ctx: Context, userId: string): Promise<string | null> {
  return (await ctx.ports.db.client.localCredential.findUnique({ where: { userId } }))?.hash ?? null;
}

export async function savePasswordHash(ctx: Context, userId: string, hash: string): Promise<void> {
  const changedAt = ctx.now();
  await ctx.ports.db.client.localCredential.upsert({ where: { userId }, create: { userId, hash, changedAt }, update: { hash, changedAt } });
}

/** A link that sets this person's password once; one that was made before no longer does. */
export async function insertSetupLink(ctx: Context, userId: string, hash: string, expiresAt: Date): Promise<void> {
  const { client } = ctx.ports.db;
  await client.setupLink.deleteMany({ where: { userId, usedAt: null } });
  await client.setupLink.create({ data: { hash, userId, createdAt: ctx.now(), expiresAt } });
}

/** The person whose link it is, which is used up by this; null for one that is unknown, used or too old. */
export async function takeSetupLink(ctx: Context, hash: string): Promise<{ userId: string; name: string } | null> {
  const { client } = ctx.ports.db;
  const { count } = await client.setupLink.updateMany({ where: { hash, usedAt: null, expiresAt: { gt: ctx.now() }, user: { disabledAt: null } }, data: { usedAt: ctx.now() } });
  if (count !== 1) return null;
  const link = await client.setupLink.findUniqueOrThrow({ where: { hash }, include: { user: true } });
  return { userId: link.userId, name: link.user.name };
}

export async function disable(ctx: Context, userId: string): Promise<void> {
  const { client } = ctx.ports.db;
  await client.user.update({ where: { id: userId }, data: { disabledAt: ctx.now() } });
  await client.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: ctx.now() } });
  await client.setupLink.deleteMany({ where: { userId, usedAt: null } });
  await raiseGrantsVersion(ctx.ports.db);
}

/** Enabled people who hold the role admin on the system without an end; `except` one grant or one person. */
export async function lastingAdmins(ctx: Context, except: { grantId?: string; userId?: string }): Promise<number> {
  const { client } = ctx.ports.db;
  const grants = await client.grant.findMany({ where: { principalType: 'user', role: 'admin', securableType: 'system', expiresAt: null, ...(except.grantId === undefined ? {} : { NOT: { id: except.grantId } }) }, select: { principalId: true } });
  const ids = [...new Set(grants.map((grant) => grant.principalId))].filter((id) => id !== except.userId);
  return client.user.count({ where: { id: { in: ids }, disabledAt: null } });
}

export interface NewGrant {
  readonly principalType: 'user' | 'role';
  readonly principalId: string;
  readonly privilege: string | null;
  readonly role: string | null;
  readonly securableType: string;
  readonly securable: string;
  readonly expiresAt: Date | null;
  readonly reason: string | null;
}

export async function insertGrant(ctx: Context, grant: NewGrant): Promise<GrantRow> {
  const row = await ctx.ports.db.client.grant.create({ data: { id: crypto.randomUUID(), grantedBy: ctx.principal.name, grantedAt: ctx.now(), ...grant } });
  await raiseGrantsVersion(ctx.ports.db);
  return row;
}

export async function grantById(ctx: Context, id: string): Promise<GrantRow> {
  const row = await ctx.ports.db.client.grant.findUnique({ where: { id } });
  if (row === null) throw notFound('grant', id);
  return row;
}

export async function deleteGrant(ctx: Context, id: string): Promise<void> {
  await ctx.ports.db.client.grant.delete({ where: { id } });
  await raiseGrantsVersion(ctx.ports.db);
}

/** Ordered by id; `principals` null means all. */
export async function listGrantRows(ctx: Context, where: { principals: readonly { type: string; id: string }[] | null; after: string | null; limit: number }): Promise<readonly GrantRow[]> {
  return ctx.ports.db.client.grant.findMany({
    where: {
      ...(where.principals === null ? {} : { OR: where.principals.map(({ type, id }) => ({ principalType: type, principalId: id })) }),
      ...(where.after === null ? {} : { id: { gt: where.after } }),
    },
    orderBy: { id: 'asc' }, take: where.limit,
  });
}

export async function userNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.ports.db.client.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Whether people made a role of this name. */
export const hasCustomRole = async (ctx: Context, name: string): Promise<unknown> =>
  (await ctx.ports.db.client.role.findUnique({ where: { name }, select: { privileges: true } }))?.privileges ?? null;

export const isInstalled = async (ctx: Context, key: string): Promise<boolean> => (await ctx.ports.db.client.installation.findUnique({ where: { key } })) !== null;
export const markInstalled = async (ctx: Context, key: string, value: string): Promise<void> => void (await ctx.ports.db.client.installation.create({ data: { key, value, at: ctx.now() } }));
