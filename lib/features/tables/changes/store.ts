import { isUniqueViolation, type Database } from '@/lib/ports/db/port';
import type { Prisma } from '@/lib/ports/db/generated/client';
import type { Attempt } from '@/lib/core/catalog';

/** `attempt` was told before a try; by it a retry finds out whether that came to be. */
export interface RecordedAttempt { /** null where no version of a table is published */ readonly attempt: Attempt | null; /** what is answered when this try was the one */ readonly answer: object }
export interface KeyedWrite {
  readonly action: string;
  readonly inputHash: string;
  readonly attempts: readonly RecordedAttempt[];
  /** null until it is done */
  readonly answer: object | null;
}

const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue;

/** The write that this person asked for with this key before; null when it is a new one, which is now kept. */
export async function beginKeyedWrite(db: Database, userId: string, key: string, action: string, inputHash: string, now: Date): Promise<KeyedWrite | null> {
  try {
    await db.client.keyedWrite.create({ data: { userId, key, action, inputHash, createdAt: now } });
    return null;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const found = await db.client.keyedWrite.findUnique({ where: { userId_key: { userId, key } } });
  // swept away between the two: as good as new
  if (found === null) return beginKeyedWrite(db, userId, key, action, inputHash, now);
  return { action: found.action, inputHash: found.inputHash, attempts: found.attempts as unknown as RecordedAttempt[], answer: found.answer as object | null };
}

export async function recordAttempts(db: Database, userId: string, key: string, attempts: readonly RecordedAttempt[]): Promise<void> {
  await db.client.keyedWrite.update({ where: { userId_key: { userId, key } }, data: { attempts: json(attempts) } });
}

export async function endKeyedWrite(db: Database, userId: string, key: string, answer: object): Promise<void> {
  await db.client.keyedWrite.update({ where: { userId_key: { userId, key } }, data: { answer: json(answer) } });
}

/** For a write that surely did not happen: the key may be used again. */
export async function forgetKeyedWrite(db: Database, userId: string, key: string): Promise<void> {
  await db.client.keyedWrite.deleteMany({ where: { userId, key } });
}

export async function deleteKeyedWrites(db: Database, before: Date): Promise<number> {
  return (await db.client.keyedWrite.deleteMany({ where: { createdAt: { lt: before } } })).count;
}
