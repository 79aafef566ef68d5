import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '@/lib/ports/db/migrate';
import { openPGlite } from '@/lib/ports/db/pglite/open';
import type { Database } from '@/lib/ports/db/port';

export const migrations = readMigrations('prisma/migrations');
export const template = { folder: join(process.cwd(), 'dist', 'database-template'), script: join(process.cwd(), 'server', 'make-database-template.mjs') };

/** An embedded database of its own in a temporary folder; `end` closes and removes it. */
export async function temporaryDatabase(): Promise<{ db: Database; folder: string; end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-db-'));
  const db = await openPGlite({ folder: join(folder, 'db'), migrations, template });
  return { db, folder, end: async () => { await db.close(); rmSync(folder, { recursive: true, force: true }); } };
}
