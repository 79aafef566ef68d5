import type { Context } from '@/lib/kernel/context';

const DAY = 86_400_000;
const KEPT_DAYS = 30;

/** Sessions stay a month after their end, since the audit names them. */
export async function deleteOldSessions(ctx: Context): Promise<void> {
  const { client } = ctx.ports.db;
  const now = ctx.now();
  const long = new Date(now.getTime() - KEPT_DAYS * DAY);
  await client.session.deleteMany({ where: { OR: [{ absoluteExpiresAt: { lt: long } }, { revokedAt: { lt: long } }] } });
  await client.setupLink.deleteMany({ where: { expiresAt: { lt: now } } });
  await client.signInAttempt.deleteMany({ where: { until: { lt: now } } });
}

const oldest = (ctx: Context): Date => new Date(ctx.now().getTime() - ctx.ports.settings.retention.auditMs);

export const oldAuditExists = async (ctx: Context): Promise<boolean> => (await ctx.ports.db.client.auditRecord.findFirst({ where: { at: { lt: oldest(ctx) } }, select: { seq: true } })) !== null;

/** The one way in which records of the audit go; the chain then begins at the oldest that is kept. */
export async function deleteOldAudit(ctx: Context): Promise<number> {
  return ctx.ports.db.transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('lakehouse.audit', 'retention', true)`;
    const { count } = await tx.auditRecord.deleteMany({ where: { at: { lt: oldest(ctx) } } });
    await tx.$executeRaw`SELECT set_config('lakehouse.audit', '', true)`;
    return count;
  });
}
