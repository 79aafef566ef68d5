import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlSpans } from '@/components/ui/sql-spans';

const kinds = (code: string) => sqlSpans(code).filter(({ text }) => text.trim() !== '').map(({ kind, text }) => [kind, text.trim()]);

describe('sqlSpans', () => {
  it('colours words, values, comments and functions', () => {
    expect(kinds("-- late\nSELECT max(a) FROM t WHERE b = 'it''s' AND CAST(c AS decimal(9,2)) > 1.5e3")).toEqual([
      ['comment', '-- late'], ['keyword', 'SELECT'], ['function', 'max'], ['text', '(a)'], ['keyword', 'FROM'], ['text', 't'], ['keyword', 'WHERE'], ['text', 'b ='],
      ['string', "'it''s'"], ['keyword', 'AND'], ['keyword', 'CAST'], ['text', '(c'], ['keyword', 'AS'], ['type', 'decimal'], ['text', '('], ['number', '9'], ['text', ','], ['number', '2'], ['text', ')) >'], ['number', '1.5e3'],
    ]);
  });

  it('takes units for words of the language behind an interval only', () => {
    expect(kinds("INTERVAL '1' DAY, INTERVAL -'1 2' day TO hour + day(x) - day, 'x' day").filter(([kind]) => kind === 'keyword').map(([, text]) => text)).toEqual(['INTERVAL', 'DAY', 'INTERVAL', 'day', 'TO', 'hour']);
  });

  it('leaves quoted names alone, whatever word they are', () => {
    expect(kinds('"select" `from`')).toEqual([['text', '"select" `from`']]);
  });

  it('loses nothing and moves nothing, also of texts that are no SQL', () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom("'", '"', '`', '--', '/*', '*/', '\n', 'SELECT', '12.5', 'é', '👍'));
    fc.assert(fc.property(fc.array(piece).map((parts) => parts.join('')), (code) => {
      const spans = sqlSpans(code);
      expect(spans.map(({ text }) => text).join('')).toBe(code);
      for (const { at, text } of spans) expect(code.slice(at, at + text.length)).toBe(text);
    }));
  });
});
