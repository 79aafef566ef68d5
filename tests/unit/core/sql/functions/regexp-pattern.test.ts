import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlFailure } from '@/lib/core/sql/errors';
import { readPattern } from '@/lib/core/sql/functions/regexp-pattern';
import { FunctionBench } from '@/tests/support/function-bench';

describe('reading a pattern', () => {
  it('writes classes out, since the two engines know different ones', () => {
    expect(readPattern('\\d+\\s?').text).toBe('[0-9]+[\\t\\n\\x0b\\f\\r ]?');
    expect(readPattern('[\\w.-]').text).toBe('[0-9A-Za-z_.\\-]');
    expect(readPattern('a.c').text).toBe('a[^\\n]c');
  });

  it('tells the groups that may be absent or empty', () => {
    const shape = (text: string) => readPattern(text).groups.map(({ optional, empty }) => [optional, empty]);
    expect(shape('(a)(b)?')).toEqual([[false, false], [true, false]]);
    expect(shape('(a)|(b)')).toEqual([[true, false], [true, false]]);
    expect(shape('x(?:(a)|b)(c*)')).toEqual([[true, false], [false, true]]);
    expect(shape('((a)b){0,2}')).toEqual([[true, false], [true, false]]);
  });

  it('knows whether the pattern may match nothing, and what it leans on', () => {
    expect(readPattern('a*').empty).toBe(true);
    expect(readPattern('a*b').empty).toBe(false);
    expect(readPattern('a|b?').empty).toBe(true);
    expect(readPattern('^a').anchored).toBe(true);
    expect(readPattern('a$').unless.map(({ what }) => what)).toEqual(['$ and a text that ends with a line feed']);
  });

  it.each(['a(?=b)', '(?<!a)b', 'a++', 'a**', '(a*)*', '\\1', '(a)\\1', '\\p{L}', '[a&&b]', '[[:alpha:]]', '(?i)é', '(?m)^a', 'a{2000}', 'a{1}?', '\\Z', '\\G', '(?>a)', '(?<n>a)(b)', '{a', '[]a]'])('refuses %s', (text) => {
    expect(() => readPattern(text)).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }) as SqlFailure);
  });

  it.each(['(', '[', '*a', 'a{2,1}', '[z-a]', '\\'])('finds the mistake in %s', (text) => {
    expect(() => readPattern(text)).toThrow(expect.objectContaining({ code: 'INVALID_FUNCTION_ARGUMENT' }) as SqlFailure);
  });
});

describe('what a pattern finds', () => {
  let bench: FunctionBench;
  beforeAll(async () => { bench = await FunctionBench.open(); });
  afterAll(() => bench.close());

  const atom = fc.constantFrom('a', 'b', '1', '.', '\\d', '\\w', '[ab]', '[^a]', '(?:ab|b)', '(a|1)', '(?:a|ab)(?:c|bcd)?');
  const piece = fc.tuple(atom, fc.constantFrom('', '', '+', '?', '*', '{2}', '{1,2}', '+?', '*?')).map(([a, q]) => (a.endsWith('?') && q !== '' ? a : a + q));
  const pattern = fc.array(fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')), { minLength: 1, maxLength: 2 }).map((branches) => branches.join('|'));
  const subject = fc.string({ unit: fc.constantFrom('a', 'b', '1', 'é', ' ', 'c'), minLength: 0, maxLength: 12 });

  it('is what a backtracking engine finds', async () => {
    await fc.assert(fc.asyncProperty(pattern, fc.array(subject, { minLength: 12, maxLength: 12 }), async (text, subjects) => {
      const regexp = new RegExp(text, 'gu');
      const some = !regexp.test('');
      const more = some ? `, regexp_replace(x, '${text}', '<$0>'), regexp_count(x, '${text}')` : '';
      const rows = await bench.rows(`SELECT n, regexp_like(x, '${text}'), regexp_extract(x, '${text}')${more} FROM (VALUES ${subjects.map((s, n) => `(${n}, '${s}')`).join(', ')}) t(n, x) ORDER BY n`);
      const model = subjects.map((s, n) => {
        const all = [...s.matchAll(new RegExp(text, 'gu'))];
        return [n, all.length > 0, all[0]?.[0] ?? null, ...(some ? [s.replaceAll(new RegExp(text, 'gu'), '<$&>'), String(all.length)] : [])];
      });
      expect(rows).toEqual(model);
    }), { numRuns: 120 });
  });
});
