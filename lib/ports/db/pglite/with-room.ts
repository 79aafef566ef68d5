import { statfs } from 'node:fs/promises';
import { messages, type PGlite, type Transaction } from '@electric-sql/pglite';
import { DISK_FULL } from '../disk-full';

/** The log grows by pieces of 16 MB. */
const ROOM_BYTES = 2 * 16 * 2 ** 20;
const READS = /^\s*SELECT\b/i;

/**
 * Statements of the embedded database, of which those that write fail as PostgreSQL's do on a full disk (SQLSTATE 53100) while there is
 * less room than its log may ask for next. Where the log itself finds none the database stops for good, and whoever
 * asks it after that waits for ever.
 * @param folder of the database
 */
export function withRoom<T extends PGlite | Transaction>(queries: T, folder: string): T {
  return new Proxy(queries, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== 'query') return member.bind(target) as unknown;
      return async (...asked: readonly [sql: string]): Promise<unknown> => {
        if (!READS.test(asked[0])) await requireRoom(folder);
        return Reflect.apply(member, target, asked) as unknown;
      };
    },
  });
}

/** Rejects as PostgreSQL does on a full disk. */
export async function requireRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= ROOM_BYTES) return;
  const error = new messages.DatabaseError('No space left for the log', 0, 'error');
  error.code = DISK_FULL;
  error.severity = 'ERROR';
  throw error;
}
