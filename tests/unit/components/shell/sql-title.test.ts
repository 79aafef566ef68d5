import { describe, expect, it } from 'vitest';
import { sqlTitle } from '@/components/shell/sql-title';

describe('sqlTitle', () => {
  it('is one line without comments', () => expect(sqlTitle('-- late orders\nSELECT *\n  FROM t /* all\nof them */ WHERE x = 1')).toBe('SELECT * FROM t WHERE x = 1'));
  it('keeps a text that is nothing but a comment', () => expect(sqlTitle('-- later')).toBe('-- later'));
  it('ends long texts with an ellipsis', () => expect(sqlTitle('x'.repeat(200), 10)).toBe(`${'x'.repeat(9)}\u2026`));
});
