import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@/lib/model/errors';

/** The little that migrations need of a connection; both engines have it. */
export interface Script {
  /** asked before each migration; nothing has been begun when it rejects */
  readonly requireRoom?: () => Promise<void>;
  /** several statements, no parameters */
  exec(sql: string): Promise<void>;
  rows(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hexadecimal */
  readonly checksum: string;
}

/** Reads `<folder>/<n>_<name>/migration.sql` in order. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted();
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

const stop = (message: string): AppError => new AppError('UNAVAILABLE', message);

/**
 * Brings the database up to `migrations`, each in one transaction with its record, so that a stop in the middle leaves
 * the one before. The caller holds the lock of the database. Returns the names that were applied.
 * Throws UNAVAILABLE, with what to do, for a database that is newer, has an unfinished migration, or one whose text
 * has changed since.
 */
export async function migrate(db: Script, migrations: readonly Migration[]): Promise<readonly string[]> {
  await db.exec(TABLE);
  const applied = await db.rows('SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY migration_name');
  for (const { name, checksum, finished } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) throw stop(`The database holds the migration ${String(name)}, which this version of the console does not know. It was made by a newer version: start that one, or restore a backup.`);
    if (finished !== true) throw stop(`The migration ${String(name)} was begun and did not finish. Restore a backup, or repair the database and set finished_at or rolled_back_at of its row in _prisma_migrations.`);
    if (checksum !== known.checksum) throw stop(`The migration ${String(name)} is not the text that was applied to this database. Migrations are never edited: put the file back as it was, and write a new one.`);
  }
  const names = new Set(applied.map((row) => row['name']));
  const last = migrations.findLastIndex((migration) => names.has(migration.name));
  const left = migrations.find((migration, index) => index < last && !names.has(migration.name));
  if (left !== undefined) throw stop(`The migration ${left.name} was left out although a later one was applied. Restore a backup.`);
  const done: string[] = [];
  for (const { name, sql, checksum } of migrations.slice(last + 1)) {
    await db.requireRoom?.();
    await db.exec('BEGIN');
    try {
      await db.exec(sql);
      await db.rows('INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)', [crypto.randomUUID(), checksum, name]);
      await db.exec('COMMIT');
    } catch (cause) {
      await db.exec('ROLLBACK');
      throw new AppError('UNAVAILABLE', `The migration ${name} failed and was taken back: ${cause instanceof Error ? cause.message : String(cause)}`, {}, { cause });
    }
    done.push(name);
  }
  return done;
}
