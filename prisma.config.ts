import { defineConfig } from 'prisma/config';

// The address of the database is not here: the console gives it at start (lib/ports/db/open.ts).
export default defineConfig({ schema: 'prisma/schema.prisma' });
