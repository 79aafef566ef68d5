import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardNesting, splitStatements } from '@/lib/core/sql/parse/split';

const texts = (text: string): readonly string[] => splitStatements(text).map((piece) => piece.text);

describe('splitting', () => {
  it.each<[string, readonly string[]]>([
    ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    [" ;; SELECT ';' ; ", ["SELECT ';'"]],
    ['SELECT "a;""b" -- x;y\n, 1; SELECT 2', ['SELECT "a;""b" -- x;y\n, 1', 'SELECT 2']],
    ["SELECT 'it''s; fine'; /* ; */ SELECT 2 /* ; */", ["SELECT 'it''s; fine'", 'SELECT 2 /* ; */']],
    ["SELECT 'not closed; SELECT 2", ["SELECT 'not closed; SELECT 2"]],
    ['-- nothing\n/* here */', []],
    ['', []],
  ])('%j', (text, expected) => expect(texts(text)).toEqual(expected));

  it('tells where each statement stands, columns in code points', () => {
    const text = "SELECT '😀'; SELECT 2;\n\n  -- why\n  SELECT 3";
    expect(splitStatements(text).map(({ span }) => [text.slice(span.start, span.end), span.line, span.column])).toEqual([["SELECT '😀'", 1, 1], ['SELECT 2', 1, 13], ['SELECT 3', 4, 3]]);
  });

  it('loses nothing but blanks and semicolons', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', ' ', ';', "'", '"', '\n', '--', '/*', '*/', '😀'), { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      let end = 0;
      for (const { span, text: piece } of splitStatements(text)) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(span.start, span.end)).toBe(piece);
        expect(span.line).toBe(text.slice(0, span.start).split('\n').length);
        end = span.end;
      }
    }));
  });
});

describe('nesting', () => {
  const guard = (text: string) => (): void => splitStatements(text).forEach(guardNesting);
  it('is refused before the grammar is asked', () => {
    expect(guard(`SELECT ${'('.repeat(201)}1${')'.repeat(201)}`)).toThrow('nested more than 200 deep');
    expect(guard(`SELECT ${'(SELECT '.repeat(7)}1${')'.repeat(7)}`)).toThrow('nested more than 6 deep');
  });
  it('does not count what stands beside, in texts, or in FROM', () => {
    expect(guard(`SELECT ${Array.from({ length: 300 }, () => '(1)').join(' + ')}`)).not.toThrow();
    expect(guard(`SELECT '${'('.repeat(500)}'`)).not.toThrow();
    expect(guard(`SELECT * FROM ${'(SELECT * FROM '.repeat(40)}t${')'.repeat(40)}`)).not.toThrow();
    expect(guard(`SELECT ${Array.from({ length: 20 }, () => '(SELECT 1)').join(' + ')}`)).not.toThrow();
  });
});
