import type { Database } from '@/lib/ports/db/port';
import { fingerprint } from './secrets';

const WINDOW_MS = 15 * 60_000;
/** By both: guessing one person's password from one place. By account: from many places. By address: many people from one. */
const LIMITS = { both: 6, account: 60, address: 60 } as const;

export interface Attempt {
  /** null when it may go on; otherwise how long to wait */
  readonly waitSeconds: number | null;
  /** true for the attempt that reached the limit, so that the audit has one line and not thousands */
  readonly first: boolean;
  /** the attempt was right: it does not count */
  succeeded(): Promise<void>;
}

/**
 * Counts an attempt before anything expensive happens, so that a hundred at once are not a hundred guesses. The count is
 * in the database: a restart forgives nothing.
 */
export async function countAttempt(db: Database, account: string, address: string | null, now: Date): Promise<Attempt> {
  const who = fingerprint(account).slice(0, 32);
  const where = address ?? 'unknown';
  const keys = [['both', `both:${who}:${where}`], ['account', `account:${who}`], ['address', `address:${where}`]] as const;
  const until = new Date(now.getTime() + WINDOW_MS);
  let waitSeconds: number | null = null;
  let first = false;
  for (const [kind, key] of keys) {
    const [row] = await db.client.$queryRaw<{ failures: number; until: Date }[]>`
      INSERT INTO "SignInAttempt" (key, failures, until) VALUES (${key}, 1, ${until})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN "SignInAttempt".until <= ${now} THEN 1 ELSE "SignInAttempt".failures + 1 END,
        until = CASE WHEN "SignInAttempt".until <= ${now} THEN ${until} ELSE "SignInAttempt".until END
      RETURNING failures, until`;
    if (row === undefined || row.failures <= LIMITS[kind]) continue;
    waitSeconds = Math.max(waitSeconds ?? 0, Math.ceil((row.until.getTime() - now.getTime()) / 1000));
    first ||= row.failures === LIMITS[kind] + 1;
  }
  const succeeded = async (): Promise<void> => {
    const [both, ...others] = keys;
    await db.client.signInAttempt.deleteMany({ where: { key: both[1] } });
    await db.client.signInAttempt.updateMany({ where: { key: { in: others.map(([, key]) => key) }, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
  };
  return { waitSeconds, first, succeeded };
}
