import { decode } from 'next-auth/jwt';
import { AppError } from '@/lib/model/errors';
import type { Ports, Principal } from '../context';
import { ANONYMOUS } from '../new-context';
import { sessionCookie } from './auth';
import { sourceOf } from './request-source';
import { fingerprint, looksLikeToken } from './secrets';
import { findSession } from './sessions';

const TOUCH_MS = 60_000;
const refused = (): AppError => new AppError('UNAUTHENTICATED', 'The token in Authorization is not valid. Send Bearer and a token that has not expired or been revoked.');

/**
 * Who sends this request. An Authorization header decides alone: a token that is not valid throws UNAUTHENTICATED even
 * beside a good cookie. Without one, the session cookie; anything wrong with that is nobody.
 */
export async function getPrincipal(ports: Ports, authSecret: string, headers: Headers, now: Date = new Date()): Promise<Principal> {
  const authorization = headers.get('authorization');
  if (authorization !== null) return byToken(ports, authorization, headers, now);
  const cookie = readCookie(headers.get('cookie') ?? '', sessionCookie(ports.settings.publicUrl));
  if (cookie === null || cookie.length > 4096) return ANONYMOUS;
  const token = await decode({ token: cookie, secret: authSecret }).catch(() => null);
  const sid = token?.['sid'];
  if (typeof sid !== 'string') return ANONYMOUS;
  const session = await findSession(ports.db, ports.settings, sid, now);
  return session === null ? ANONYMOUS : { kind: 'user', id: session.userId, name: session.name, via: { kind: 'session', sessionId: sid } };
}

async function byToken(ports: Ports, authorization: string, headers: Headers, now: Date): Promise<Principal> {
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
  if (token === undefined || !looksLikeToken(token)) throw refused();
  const row = await ports.db.client.apiToken.findUnique({ where: { hash: fingerprint(token) }, include: { user: { select: { name: true, disabledAt: true } } } });
  if (row === null || row.revokedAt !== null || row.expiresAt <= now || row.user.disabledAt !== null) throw refused();
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > TOUCH_MS) {
    await ports.db.client.apiToken.update({ where: { id: row.id }, data: { lastUsedAt: now, lastUsedIp: sourceOf(headers, ports.settings).ip } });
  }
  return { kind: 'user', id: row.userId, name: row.user.name, via: { kind: 'token', tokenId: row.id, scope: row.scope === 'all' ? 'all' : 'read' } };
}

/** One cookie's value. Of several with one name, the first, as browsers send the most specific first. */
function readCookie(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
