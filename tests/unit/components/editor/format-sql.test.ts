import { describe, expect, it } from 'vitest';
import { formatSql } from '@/components/editor/format-sql';

describe('formatSql', () => {
  it('lays a statement out and keeps what only this dialect has', async () => {
    const text = await formatSql(`select a, count(*) from lake.shop.orders for version as of 12 where "A" = 'it''s' group by 1; show tables`);
    expect(text).toContain('SELECT\n  a,\n  count(*)');
    expect(text).toMatch(/FOR\s+VERSION AS\s+OF 12/i);
    expect(text).toContain(`"A" = 'it''s'`);
  });
  it('leaves a text alone that it cannot read', async () => expect(await formatSql("select 'open")).toBeNull());
});
