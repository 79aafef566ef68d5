import { appendAudit } from '../audit/record';
import type { Ports, Principal, Source } from '../context';
import { ANONYMOUS } from '../new-context';
import { checkPassword, withTurn } from './passwords';
import { openSession } from './sessions';
import { countAttempt } from './throttle';
import { userName } from './user-names';

export type SignIn =
  | { readonly ok: true; readonly sessionId: string; readonly userId: string; readonly name: string }
  | { readonly ok: false; readonly reason: 'wrong' | 'throttled'; readonly waitSeconds: number | null };

/**
 * Signs a person in by password. Unknown people, wrong passwords and disabled accounts get one answer in one time; the
 * audit has the reason.
 */
export async function signInWithPassword(ports: Ports, given: { name: string; password: string }, source: Source, requestId: string, now: Date): Promise<SignIn> {
  const { db, settings } = ports;
  const parsed = userName.safeParse(given.name);
  const name = parsed.success ? parsed.data : given.name.slice(0, 63);
  const audit = (principal: Principal, outcome: 'done' | 'failed', details: Record<string, unknown>) => appendAudit(db, {
    at: now, kind: 'outcome', actId: crypto.randomUUID(), action: 'session.sign-in', principal, source, requestId, securable: null,
    decision: outcome === 'done' ? 'allow' : 'deny', because: [], outcome, durationMs: null, details: { provider: 'local', userName: name, ...details },
  });
  if (given.password === '' || given.password.length > 200 || given.name === '') return { ok: false, reason: 'wrong', waitSeconds: null };
  const attempt = await countAttempt(db, name, source.ip, now);
  if (attempt.waitSeconds !== null) {
    if (attempt.first) await audit(ANONYMOUS, 'failed', { reason: 'too many attempts' });
    return { ok: false, reason: 'throttled', waitSeconds: attempt.waitSeconds };
  }
  const user = await db.client.user.findUnique({ where: { name }, include: { credential: true } });
  const right = await withTurn(() => checkPassword(user?.credential?.hash ?? null, given.password));
  if (user === null || !right || user.disabledAt !== null) {
    const reason = user === null ? 'no such person' : !right ? 'wrong password' : 'disabled';
    await audit(ANONYMOUS, 'failed', { reason });
    return { ok: false, reason: 'wrong', waitSeconds: null };
  }
  await attempt.succeeded();
  const sessionId = await openSession(db, settings, user.id, { provider: 'local', ip: source.ip, agent: source.agent }, now);
  await audit({ kind: 'user', id: user.id, name: user.name, via: { kind: 'session', sessionId } }, 'done', {});
  return { ok: true, sessionId, userId: user.id, name: user.name };
}
