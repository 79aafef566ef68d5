import { expect, it } from 'vitest';
import { currentSchema } from '@/lib/model/iceberg';
import { expectedOf } from '../support/format-lake';
import { writerSuite } from '../support/writer.suite';

const said = expectedOf('java');
const table = (name: string) => ({ namespace: ['java'], name });

writerSuite('java', 'java', (lake) => {
  it('gives every row of a v3 table the id that its writer counted', async () => {
    for (const name of ['vectors', 'vectors_over_positions']) {
      const { plan } = await lake().read(table(name));
      const ids = Object.fromEntries(plan.files.map(({ file }) => [file.path.slice(file.path.lastIndexOf('/') + 1), String(file.firstRowId)]));
      expect(ids, name).toEqual(said[name]?.['firstRowIds']);
    }
  });

  it('applies one vector of every kind of container', async () => {
    const { rows } = await lake().read(table('big_vector'));
    expect(String(rows.length)).toBe(said['big_vector']?.['count']);
    expect(String(rows.reduce((sum, [id]) => sum + BigInt(String(id)), 0n))).toBe(said['big_vector']?.['sum']);
  });

  it('shows columns that SQL cannot hold in the schema, and reads the others', async () => {
    for (const [name, types] of Object.entries({ variant: ['variant'], geometry: ['geometry', 'geography'] })) {
      const { loaded, columns } = await lake().read(table(name));
      const hidden = currentSchema(loaded.metadata).fields.filter((field) => !columns.some((column) => column.name === field.name));
      expect(hidden.map((field) => field.type.type)).toEqual(types);
    }
  });

  it('keeps rows deleted by a column that is gone', async () => {
    const { rows } = await lake().read(table('equality_dropped'));
    expect([...rows].sort(([a], [b]) => Number(a) - Number(b))).toEqual(said['equality_dropped']?.['after']);
  });
});
