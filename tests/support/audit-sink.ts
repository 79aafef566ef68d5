import type { Database } from '@/lib/ports/db/port';

/** Takes what verbs of the console itself put into the audit and keeps nothing: for tests that want a verb whole and no database. */
export const auditSink = { client: { $executeRaw: async () => 1 } } as unknown as Database;
