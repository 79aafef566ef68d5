import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '@/lib/model/errors';
import { migrate, type Migration } from '../migrate';
import type { Database } from '../port';
import { PrismaDatabase } from '../prisma-database';

export interface PostgresOptions {
  readonly url: string;
  readonly migrations: readonly Migration[];
  /** the lock was lost and another console has it: this one must stop */
  readonly onLost: (error: AppError) => void;
}

/** Any number will do, as long as every console uses the same. */
const LOCK = 7_314_022_651n;
/** Timestamps come back without an offset: the session must be in the zone that the client assumes. */
const UTC = '-c timezone=UTC';

/**
 * Opens and migrates a PostgreSQL database. One console at a time: an advisory lock is held for life by a connection of
 * its own. Throws UNAVAILABLE when the server does not answer, or another console has the lock.
 */
export async function openPostgres({ url, migrations, onLost }: PostgresOptions): Promise<Database> {
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
  const lock = new HeldLock(url, place, onLost);
  const connection = await lock.take();
  try {
    const rows = async (sql: string, values: readonly unknown[] = []) => (await connection.query<Record<string, unknown>>(sql, [...values])).rows;
    await migrate({ exec: async (sql) => void (await connection.query(sql)), rows }, migrations);
  } catch (error) {
    await lock.release();
    throw error;
  }
  return new PrismaDatabase('postgresql', place, new PrismaPg({ connectionString: url, options: UTC, max: 10 }), () => lock.release());
}

class HeldLock {
  private connection: pg.Client | null = null;
  private released = false;

  constructor(private readonly url: string, private readonly place: string, private readonly onLost: (error: AppError) => void) {}

  async take(): Promise<pg.Client> {
    const connection = new pg.Client({ connectionString: this.url, options: UTC, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'lakehouse-console' });
    // Without a listener an error of an idle connection would end the process; `end` follows it.
    connection.on('error', () => undefined);
    let got: boolean;
    try {
      await connection.connect();
      const { rows } = await connection.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1::bigint) AS got', [LOCK.toString()]);
      got = rows[0]?.got === true;
    } catch (cause) {
      await connection.end().catch(() => undefined);
      throw new AppError('UNAVAILABLE', `PostgreSQL at ${this.place} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`, {}, { cause });
    }
    if (!got) {
      await connection.end();
      throw new AppError('CONFLICT', `Another console uses the database ${this.place}. Stop it first, or give this one a database of its own.`);
    }
    this.connection = connection;
    connection.on('end', () => void this.takeAgain());
    return connection;
  }

  /** After a restart of the server: whoever is first has it, and the other stops. */
  private async takeAgain(): Promise<void> {
    while (!this.released) {
      try {
        await this.take();
        return;
      } catch (error) {
        if (error instanceof AppError && error.code === 'CONFLICT') return this.onLost(error);
        await new Promise((resolve) => setTimeout(resolve, 1000).unref());
      }
    }
  }

  async release(): Promise<void> {
    this.released = true;
    await this.connection?.end();
  }
}
