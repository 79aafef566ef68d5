import type { Database } from '@/lib/ports/db/port';
import type { Settings } from '../settings/settings';
import { newId } from './secrets';

const TOUCH_MS = 60_000;

export interface SessionOf {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
}

/** A new session's row; its id is all that the cookie holds. */
export async function openSession(db: Database, settings: Settings, userId: string, from: { provider: string; ip: string | null; agent: string | null }, now: Date): Promise<string> {
  const id = newId();
  const { idleMs, absoluteMs } = settings.sessions;
  await db.client.session.create({
    data: {
      id, userId, provider: from.provider, ip: from.ip, agent: from.agent?.slice(0, 400) ?? null, createdAt: now, lastSeenAt: now,
      expiresAt: new Date(now.getTime() + Math.min(idleMs, absoluteMs)), absoluteExpiresAt: new Date(now.getTime() + absoluteMs),
    },
  });
  return id;
}

interface SessionRow {
  readonly userId: string;
  readonly name: string;
  readonly lastSeenAt: Date;
  readonly absoluteExpiresAt: Date;
}

/**
 * Whose session it is, or null when it is missing, revoked, too old, or the person is disabled. Renews the idle limit once a minute.
 * One statement of SQL, as every request asks it: Prisma makes two, each compiled anew, at four times the price.
 */
export async function findSession(db: Database, settings: Settings, sessionId: string, now: Date): Promise<SessionOf | null> {
  const [row] = await db.client.$queryRaw<SessionRow[]>`
    SELECT s."userId", u.name, s."lastSeenAt", s."absoluteExpiresAt" FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s.id = ${sessionId} AND s."revokedAt" IS NULL AND s."expiresAt" > ${now} AND s."absoluteExpiresAt" > ${now} AND u."disabledAt" IS NULL`;
  if (row === undefined) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS) {
    const expiresAt = new Date(Math.min(now.getTime() + settings.sessions.idleMs, row.absoluteExpiresAt.getTime()));
    await db.client.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: now, expiresAt } });
  }
  return { sessionId, userId: row.userId, name: row.name };
}

/** Ends sessions at once: the next request with their cookies is nobody's. Returns how many. */
export async function revokeSessions(db: Database, where: { userId: string; id?: string; exceptId?: string | null }, now: Date): Promise<number> {
  const { count } = await db.client.session.updateMany({
    where: { userId: where.userId, revokedAt: null, ...(where.id === undefined ? {} : { id: where.id }), ...(where.exceptId == null ? {} : { NOT: { id: where.exceptId } }) },
    data: { revokedAt: now },
  });
  return count;
}
