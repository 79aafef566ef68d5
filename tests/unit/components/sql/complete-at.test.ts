import { describe, expect, it } from 'vitest';
import { completeAt } from '@/components/sql/completion/complete-at';
import { nameAt } from '@/components/sql/completion/name-at';
import type { Known, KnownColumn } from '@/components/sql/completion/suggest';

const known = (columns: readonly KnownColumn[] | null): Known => ({
  catalog: 'lake', schema: 'shop', ready: true, tables: [{ catalog: 'lake', namespace: 'shop', path: 'shop', name: 'orders' }], functions: [], keywords: ['SELECT'], columns: () => columns,
});
const at = (text: string, of = known([{ name: 'order_id', type: 'bigint', partition: false }])) => {
  const { items, complete } = completeAt(of)(text.replace('|', ''), text.indexOf('|'));
  return { columns: items.filter(({ kind }) => kind === 'column').map(({ label }) => label), labels: items.map(({ label }) => label), complete };
};

describe('completeAt', () => {
  it('looks only at the statement of the cursor', () => {
    expect(at('SELECT 1 FROM nothing; SELECT | FROM orders; SELECT 2').columns).toEqual(['order_id']);
    expect(at('SELECT * FROM orders; SELECT |').columns).toEqual([]);
  });
  it('goes on with a statement at its end', () => {
    expect(at('SELECT * FROM orders WHERE |').columns).toEqual(['order_id']);
    expect(at('SELECT * FROM |').labels).toContain('orders');
  });
  it('begins anew behind a semicolon and in an empty text', () => {
    expect(at('SELECT * FROM orders; |')).toMatchObject({ columns: [], complete: true });
    expect(at('|').labels).toEqual(expect.arrayContaining(['SELECT', 'INSERT INTO … SELECT', 'CREATE TABLE']));
  });
  it('says when columns are still on their way', () => expect(at('SELECT | FROM orders', known(null))).toMatchObject({ columns: [], complete: false }));
});

describe('nameAt', () => {
  const name = (text: string) => nameAt(text.replace('|', ''), text.indexOf('|'));
  it('takes the whole name from any of its parts', () => {
    expect([name('FROM la|ke.shop.orders o'), name('FROM lake.shop.orders| o'), name('FROM lake.shop.orders |o')]).toEqual([['lake', 'shop', 'orders'], ['lake', 'shop', 'orders'], ['o']]);
  });
  it('reads quoted names', () => expect(name('FROM lake."a.b"."o|dd ""name"""')).toEqual(['lake', 'a.b', 'odd "name"']));
  it('finds none in numbers and strings', () => expect([name("SELECT 'or|ders'"), name('SELECT 1|2'), name('')]).toEqual([[], [], []]));
});
