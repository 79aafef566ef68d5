import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dumpedTables } from '@/lib/ports/db/rows';

// A table that a backup leaves out is lost by the restore, without a word.
it('a backup holds every table of the schema', () => {
  const models = [...readFileSync('prisma/schema.prisma', 'utf8').matchAll(/^model (\w+) \{/gm)].map(([, name]) => String(name));
  expect(models.length).toBeGreaterThan(10);
  expect(dumpedTables.toSorted((a, b) => a.localeCompare(b))).toEqual(models.toSorted((a, b) => a.localeCompare(b)));
});
