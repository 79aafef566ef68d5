import { join } from 'node:path';
import { readMigrations } from '@/lib/ports/db/migrate';

export const migrations = readMigrations('prisma/migrations');
export const template = { folder: join(process.cwd(), 'dist', 'database-template'), script: join(process.cwd(), 'server', 'make-database-template.mjs') };
