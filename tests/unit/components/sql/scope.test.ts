import { describe, expect, it } from 'vitest';
import { scopeAt } from '@/components/sql/completion/scope';

/** The scope at `|` in `sql`. */
const at = (sql: string) => scopeAt(sql.replace('|', ''), sql.indexOf('|'));

describe('scopeAt', () => {
  it('wants a table behind FROM, JOIN and a comma of FROM', () => {
    for (const sql of ['SELECT * FROM or|', 'SELECT * FROM a JOIN |', 'SELECT * FROM a x, sh|']) expect(at(sql).wanted.kind).toBe('table');
    expect(at('SELECT * FROM lake.shop.or|').wanted).toEqual({ kind: 'table', qualifier: ['lake', 'shop'], prefix: 'or' });
  });
  it('wants a column in lists and conditions, also behind a comma of the select list', () => {
    expect(at('SELECT a, | FROM t').wanted).toEqual({ kind: 'expression', prefix: '' });
    expect(at('SELECT * FROM t WHERE a IN (1, |)').wanted.kind).toBe('expression');
    expect(at('SELECT * FROM t ORDER BY a, |').wanted.kind).toBe('expression');
  });
  it('wants the members of an alias behind its point', () => {
    expect(at('SELECT o.or| FROM shop.orders o').wanted).toEqual({ kind: 'member', qualifier: ['o'], prefix: 'or' });
  });
  it('offers nothing inside a string', () => expect(at("SELECT 'FROM |").wanted.kind).toBe('nothing'));
  it('knows tables by their alias, through time travel too', () => {
    const { sources } = at(`SELECT | FROM lake.shop.orders FOR VERSION AS OF 12 AS o JOIN "web"."web events" e ON true, customers`);
    expect(sources.map((each) => [each.alias, each.name.join('.')])).toEqual([['o', 'lake.shop.orders'], ['e', 'web.web events'], ['customers', 'customers']]);
  });
  it('does not take a keyword for an alias', () => expect(at('SELECT | FROM orders WHERE x = 1').sources[0]?.alias).toBe('orders'));
  it('knows the columns of common table expressions and subqueries', () => {
    const scope = at('WITH late AS (SELECT o.carrier, count(*) AS n, max(x) peak FROM orders o), b(x, y) AS (SELECT 1, 2) SELECT | FROM late l, b, (SELECT id FROM t) s');
    expect(scope.ctes.map((each) => [each.alias, each.columns])).toEqual([['late', ['carrier', 'n', 'peak']], ['b', ['x', 'y']]]);
    expect(scope.sources.find((each) => each.alias === 'l')?.columns).toEqual(['carrier', 'n', 'peak']);
    expect(scope.sources.find((each) => each.alias === 's')?.columns).toEqual(['id']);
  });
  it('survives text that is not finished', () => {
    for (const sql of ['|', 'WITH a AS (SELECT |', 'SELECT * FROM (|', 'SELECT "|', 'SELECT a.b.|']) expect(() => at(sql)).not.toThrow();
  });
});
