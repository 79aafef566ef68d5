import { notFound } from '@/lib/model/errors';
import type { Context } from '@/lib/kernel/context';
import type { ApiToken, AuditRecord, Session } from '@/lib/ports/db/generated/client';

export type SessionRow = Session;
export type TokenRow = ApiToken;
export type AuditRow = AuditRecord;

/** Those that still hold, newest use first. */
export async function listSessionRows(ctx: Context, userId: string): Promise<readonly SessionRow[]> {
  const now = ctx.now();
  return ctx.ports.db.client.session.findMany({ where: { userId, revokedAt: null, expiresAt: { gt: now }, absoluteExpiresAt: { gt: now } }, orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }], take: 1000 });
}

export async function insertToken(ctx: Context, token: { userId: string; name: string; prefix: string; hash: string; scope: 'all' | 'read'; expiresAt: Date }): Promise<TokenRow> {
  return ctx.ports.db.client.apiToken.create({ data: { id: crypto.randomUUID(), createdAt: ctx.now(), ...token } });
}

/** Those that were not revoked, expired ones too, newest first. */
export async function listTokenRows(ctx: Context, userId: string): Promise<readonly TokenRow[]> {
  return ctx.ports.db.client.apiToken.findMany({ where: { userId, revokedAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: 1000 });
}

export async function revokeTokenRow(ctx: Context, userId: string, id: string): Promise<void> {
  const { count } = await ctx.ports.db.client.apiToken.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: ctx.now() } });
  if (count === 0) throw notFound('token', id);
}

export async function preferencesOf(ctx: Context, userId: string): Promise<Record<string, string>> {
  const rows = await ctx.ports.db.client.preference.findMany({ where: { userId } });
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

export async function savePreference(ctx: Context, userId: string, key: string, value: string): Promise<void> {
  const updatedAt = ctx.now();
  await ctx.ports.db.client.preference.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value, updatedAt }, update: { value, updatedAt } });
}

export const countPreferences = (ctx: Context, userId: string): Promise<number> => ctx.ports.db.client.preference.count({ where: { userId } });

/** Newest first, before `before`. */
export async function listAuditRows(ctx: Context, where: { before: bigint | null; limit: number; actor?: string; action?: string; requestId?: string }): Promise<readonly AuditRow[]> {
  return ctx.ports.db.client.auditRecord.findMany({
    where: {
      ...(where.before === null ? {} : { seq: { lt: where.before } }),
      ...(where.actor === undefined ? {} : { actorName: where.actor }),
      ...(where.action === undefined ? {} : { action: where.action }),
      ...(where.requestId === undefined ? {} : { requestId: where.requestId }),
    },
    orderBy: { seq: 'desc' }, take: where.limit,
  });
}
