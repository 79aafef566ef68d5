import { AppError } from '@/lib/model/errors';
import type { Client, Database } from './port';

/**
 * Rows of every table as text, the same from both engines, so that a backup of one goes into the other. One line: the
 * table's name, a tab, the row as JSON of the database itself, which is exact to the last digit.
 */
const BATCH = 1000;
/** Parents before children. */
const TABLES = [
  'User', 'LocalCredential', 'Session', 'ApiToken', 'SetupLink', 'Role', 'Grant', 'ManagedNamespace', 'GrantsVersion',
  'AuditRecord', 'AuditHead', 'Query', 'QueryStatement', 'SqlTab', 'KeyedWrite', 'Job', 'Preference', 'SignInAttempt', 'Installation',
] as const;

/** Names of the tables that are there and those that a dump knows; a test holds them equal. */
export const dumpedTables: readonly string[] = TABLES;

/** Calls `line` with each row, all from one instant. Returns the names of the migrations that made the tables. */
export async function dumpRows(db: Database, line: (text: string) => Promise<void>): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    for (const table of await existing(tx)) {
      await tx.$executeRawUnsafe(`DECLARE dump_rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM "${table}" t`);
      for (;;) {
        const rows = await tx.$queryRawUnsafe<{ row: string }[]>(`FETCH ${BATCH} FROM dump_rows`);
        for (const { row } of rows) await line(`${table}\t${row}\n`);
        if (rows.length < BATCH) break;
      }
      await tx.$executeRawUnsafe('CLOSE dump_rows');
    }
    const applied = await tx.$queryRawUnsafe<{ name: string }[]>('SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1');
    return applied.map(({ name }) => name);
  }, { isolationLevel: 'RepeatableRead', timeoutMs: 3_600_000 });
}

/** Replaces all rows by those of a dump, in one transaction. Throws INVALID_INPUT for a line that is none. */
export async function loadRows(db: Database, lines: AsyncIterable<string>): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SELECT set_config('lakehouse.audit', 'restore', true)`);
    await tx.$executeRawUnsafe(`TRUNCATE ${(await existing(tx)).map((table) => `"${table}"`).join(', ')} CASCADE`);
    let count = 0;
    let pending: { table: string; rows: string[] } = { table: '', rows: [] };
    const flush = async (): Promise<void> => {
      if (pending.rows.length > 0) await insert(tx, pending.table, pending.rows);
      count += pending.rows.length;
    };
    for await (const line of lines) {
      const at = line.indexOf('\t');
      const table = line.slice(0, at);
      if (!(TABLES as readonly string[]).includes(table)) throw new AppError('INVALID_INPUT', 'The backup holds a row of no table that this console knows.');
      if (table !== pending.table || pending.rows.length >= BATCH) {
        await flush();
        pending = { table, rows: [] };
      }
      pending.rows.push(line.slice(at + 1));
    }
    await flush();
    return count;
  }, { timeoutMs: 3_600_000 });
}

/** An older backup is loaded before the migrations that came after it. */
async function existing(tx: Client): Promise<readonly string[]> {
  const rows = await tx.$queryRawUnsafe<{ name: string }[]>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()`);
  const names = new Set(rows.map(({ name }) => name));
  return TABLES.filter((table) => names.has(table));
}

const insert = (tx: Client, table: string, rows: readonly string[]): Promise<number> =>
  tx.$executeRawUnsafe(`INSERT INTO "${table}" SELECT * FROM json_populate_recordset(null::"${table}", $1::json)`, `[${rows.join(',')}]`);
