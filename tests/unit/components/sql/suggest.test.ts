import { describe, expect, it } from 'vitest';
import { suggest, type Known } from '@/components/sql/completion/suggest';
import { parseScript } from '@/lib/core/sql/parse/parse-script';

const known: Known = {
  catalog: 'lake', schema: 'shop', ready: true,
  tables: [{ catalog: 'lake', namespace: 'shop', path: 'shop', name: 'orders' }, { catalog: 'lake', namespace: 'web', path: 'web', name: 'web events' }],
  functions: [{ name: 'count', signature: 'count(*) -> bigint' }], keywords: ['SELECT'],
  columns: (table) => (table.name === 'orders' ? [{ name: 'order_id', type: 'bigint', partition: false }, { name: 'ordered_at', type: 'timestamp(6)', partition: true }] : null),
};
const at = (sql: string) => suggest(sql.replace('|', ''), sql.indexOf('|'), known);
const of = (sql: string, kind: string) => at(sql).filter((each) => each.kind === kind).map((each) => each.insert);

describe('suggest', () => {
  it('offers columns of the tables in scope, partition columns first', () => {
    const columns = at('SELECT | FROM orders o').filter((each) => each.kind === 'column').toSorted((a, b) => a.rank - b.rank);
    expect(columns.map((each) => each.label)).toEqual(['ordered_at', 'order_id']);
  });
  it('offers only the columns of an alias behind its point', () => expect(at('SELECT o.| FROM lake.shop.orders o').map((each) => each.insert)).toEqual(['order_id', 'ordered_at']));
  it('writes tables as short as the session allows and quotes what must be quoted', () => expect(of('SELECT * FROM |', 'table')).toEqual(['orders', 'web."web events"']));
  it('goes down from catalog to schema to table', () => {
    expect(of('SELECT * FROM lake.|', 'namespace')).toEqual(['shop', 'web']);
    expect(of('SELECT * FROM lake.web.|', 'table')).toEqual(['"web events"']);
    expect(of('SELECT * FROM web.|', 'table')).toEqual(['"web events"']);
  });
  it('offers common table expressions and their columns', () => {
    expect(of('WITH a AS (SELECT 1 AS n) SELECT * FROM |', 'source')).toEqual(['a']);
    expect(of('WITH a AS (SELECT 1 AS n) SELECT | FROM a', 'column')).toEqual(['n']);
  });
  it('offers the columns of the table that a statement writes', () => {
    expect(of('UPDATE orders SET |', 'column')).toEqual(['order_id', 'ordered_at']);
    expect(of('INSERT INTO orders (order_id, |) SELECT 1', 'column')).toEqual(['order_id', 'ordered_at']);
    expect(of('INSERT INTO orders (order_id) SELECT |', 'column')).toEqual([]);
    expect(of('MERGE INTO orders AS o USING (SELECT 1 AS k) s ON o.|', 'column')).toEqual(['order_id', 'ordered_at']);
    expect(of('MERGE INTO orders AS o USING (SELECT 1 AS k) s ON s.|', 'column')).toEqual(['k']);
    expect(of('DELETE FROM orders WHERE |', 'column')).toEqual(['order_id', 'ordered_at']);
  });
  it('offers forms of statements that write where a statement begins, each a statement that can be read', () => {
    const forms = at('mer|').filter((each) => each.kind === 'form');
    expect(forms.map((each) => each.label)).toContain('MERGE INTO');
    for (const { insert } of forms) expect([insert, parseScript(insert.replaceAll(/\$\{\d+:(\w+)\}/g, (_, name: string) => (/^(day|id|varchar)$/.test(name) ? name : `x_${name}`)), { catalog: 'lake', schema: 'shop', user: '', nowMs: 0 }).error]).toEqual([insert, null]);
    expect(at('SELECT |').filter((each) => each.kind === 'form')).toEqual([]);
  });
  it('offers functions and keywords where an expression may stand, nothing in a string', () => {
    expect([of('SELECT |', 'function'), of('SELECT |', 'keyword'), at("SELECT '|")]).toEqual([['count('], ['SELECT'], []]);
  });
});
