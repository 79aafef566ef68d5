import { describe, expect, it } from 'vitest';
import { sqlIdentifier, sqlNamespaceName, sqlTableName } from '@/lib/model/sql-name';

describe('names in SQL', () => {
  it('leaves plain names alone', () => expect(sqlTableName('lake', 'shop', 'order_lines')).toBe('lake.shop.order_lines'));
  it('quotes what is no plain word, doubling quotes', () => expect(['2024', 'Orders', 'a b', 'a"b', 'größe', ''].map(sqlIdentifier)).toEqual(['"2024"', '"Orders"', '"a b"', '"a""b"', '"größe"', '""']));
  it('quotes reserved words', () => expect(['order', 'table', 'orders'].map(sqlIdentifier)).toEqual(['"order"', '"table"', 'orders']));
  it('joins the levels of a namespace into one name', () => expect(sqlNamespaceName('lake', 'a\u001fb')).toBe('lake."a.b"'));
});
