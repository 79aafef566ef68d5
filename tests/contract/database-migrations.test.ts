import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, type Migration, type Script } from '@/lib/ports/db/migrate';
import { migrations } from '@/tests/support/database';
import { schemaDrift } from '@/tests/support/schema-engine';

describe('migrations', () => {
  let pglite: PGlite;
  let script: Script;
  beforeEach(async () => {
    pglite = await PGlite.create();
    script = {
      exec: async (sql) => void (await pglite.exec(sql)),
      rows: async (sql, values = []) => (await pglite.query<Record<string, unknown>>(sql, [...values])).rows,
    };
  });
  afterEach(() => pglite.close());
  const one: Migration = { name: '0001_a', sql: 'CREATE TABLE a (id int)', checksum: 'a'.repeat(64) };
  const two: Migration = { name: '0002_b', sql: 'CREATE TABLE b (id int)', checksum: 'b'.repeat(64) };

  it('lead to what schema.prisma says', async () => {
    await migrate(script, migrations);
    await pglite.exec('DROP TABLE "_prisma_migrations"');
    expect(await schemaDrift(pglite)).toBeNull();
    await pglite.exec('ALTER TABLE "User" ADD COLUMN extra text');
    expect(await schemaDrift(pglite)).toMatch(/extra/);
  });

  it('are applied once and recorded', async () => {
    expect(await migrate(script, [one, two])).toEqual(['0001_a', '0002_b']);
    expect(await migrate(script, [one, two])).toEqual([]);
    const rows = await script.rows('SELECT migration_name, checksum FROM "_prisma_migrations" ORDER BY 1');
    expect(rows).toEqual([{ migration_name: '0001_a', checksum: one.checksum }, { migration_name: '0002_b', checksum: two.checksum }]);
  });

  it('stop the start when the database is newer, edited or half done', async () => {
    await migrate(script, [one, two]);
    await expect(migrate(script, [one])).rejects.toThrow(/0002_b.*newer version/);
    await expect(migrate(script, [one, { ...two, checksum: 'c'.repeat(64) }])).rejects.toThrow(/0002_b is not the text/);
    await expect(migrate(script, [one, { ...one, name: '0001_b' }, two])).rejects.toThrow(/0001_b was left out/);
    await script.rows(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = '0002_b'`);
    await expect(migrate(script, [one, two])).rejects.toThrow(/0002_b was begun/);
  });

  it('take a failed one back whole and keep those before', async () => {
    const bad: Migration = { ...two, sql: 'CREATE TABLE c (id int); SELECT * FROM nowhere' };
    await expect(migrate(script, [one, bad])).rejects.toThrow(/0002_b failed.*nowhere/);
    expect(await script.rows(`SELECT to_regclass('c') AS c, to_regclass('a') IS NOT NULL AS a`)).toEqual([{ c: null, a: true }]);
    expect(await migrate(script, [one, two])).toEqual(['0002_b']);
  });
});
