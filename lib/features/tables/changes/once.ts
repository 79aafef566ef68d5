import { createHash } from 'node:crypto';
import { AppError, isAppError } from '@/lib/model/errors';
import type { Attempt } from '@/lib/core/catalog';
import type { Context } from '@/lib/kernel/context';
import { beginKeyedWrite, endKeyedWrite, forgetKeyedWrite, recordAttempts, type RecordedAttempt } from './store';

/** Told before something becomes visible, with what is to be answered if it does. */
export type Tell = (attempt: Attempt | null, answer: object) => Promise<void>;
/** What became of a try whose process died before it could say so: its answer when it came to be, null when it surely did not, or that nobody can tell. */
export type Settle = (tried: RecordedAttempt) => Promise<object | null | 'unknown'>;

/** Keyed writes of this process that have not ended: a retry that comes meanwhile gets the answer of the first. */
const running = new Map<string, { readonly hash: string; readonly answer: Promise<object> }>();

/**
 * Does a write that came with an Idempotency-Key once, however often it is asked for: what was done answers as it did
 * then, what failed for sure is done anew, and of what nobody knows the catalog tells whether it happened.
 * Throws KEY_REUSED for a key that came before with another request, COMMIT_STATE_UNKNOWN while nobody can tell.
 */
export async function once<Result extends object>(ctx: Context, action: string, input: object, key: string, settle: Settle, run: (tell: Tell) => Promise<Result>): Promise<Result> {
  const hash = createHash('sha256').update(JSON.stringify([action, input])).digest('hex');
  const name = `${ctx.principal.id} ${key}`;
  const before = running.get(name);
  if (before !== undefined) {
    requireSame(before.hash, hash);
    return (await before.answer) as Result;
  }
  const answer = keyed(ctx, action, hash, key, settle, run);
  running.set(name, { hash, answer });
  try {
    return await answer;
  } finally {
    running.delete(name);
  }
}

async function keyed<Result extends object>(ctx: Context, action: string, hash: string, key: string, settle: Settle, run: (tell: Tell) => Promise<Result>): Promise<Result> {
  const { db } = ctx.ports;
  const { id: userId } = ctx.principal;
  const before = await beginKeyedWrite(db, userId, key, action, hash, ctx.now());
  const attempts: RecordedAttempt[] = [...(before?.attempts ?? [])];
  if (before !== null) {
    requireSame(before.inputHash, hash);
    ctx.note({ repeated: true });
    if (before.answer !== null) return before.answer as Result;
    const found = await settled(attempts, settle);
    if (found !== null) {
      await endKeyedWrite(db, userId, key, found);
      return found as Result;
    }
  }
  try {
    const answer = await run(async (attempt, told) => {
      attempts.push({ attempt, answer: told });
      await recordAttempts(db, userId, key, attempts);
    });
    await endKeyedWrite(db, userId, key, answer).catch((error: unknown) => ctx.ports.log.error({ error, action }, 'The answer of a write could not be kept for a retry'));
    return answer;
  } catch (error) {
    // a failure that nobody foresaw, and one of unknown outcome, leave the attempts for the next to ask about
    if (isAppError(error) && error.outcome === 'none') await forgetKeyedWrite(db, userId, key);
    throw error;
  }
}

/** The answer of the try that became visible; null when surely none did. */
async function settled(attempts: readonly RecordedAttempt[], settle: Settle): Promise<object | null> {
  for (const tried of attempts.toReversed()) {
    const found = await settle(tried);
    if (found !== null && found !== 'unknown') return found;
    if (found === 'unknown') throw new AppError('COMMIT_STATE_UNKNOWN', 'Nobody can tell whether the first of these requests was done. Look at the table before you repeat it with another key.', {}, { outcome: 'unknown' });
  }
  return null;
}

function requireSame(known: string, hash: string): void {
  if (known !== hash) throw new AppError('KEY_REUSED', 'This Idempotency-Key came before with another request. Use a new key for each request.');
}
