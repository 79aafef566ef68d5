import { skipQuoted, skipTrivia } from '../text/split-statements';

/** A word, a quoted name, a literal or a sign, with its offset in the text. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'literal' | 'sign';
  /** names without their quotes */
  readonly text: string;
  /** upper case, for words */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\w.]*/y;

/** Tokens of a text that need not be complete: this is for completion, never for what may run. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const skipped = skipTrivia(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const start = at;
    const quoted = text[at] === "'" || text[at] === '"';
    if (quoted) {
      at = skipQuoted(text, at);
      const raw = text.slice(start, at);
      const name = text[start] === '"';
      tokens.push({ kind: name ? 'name' : 'literal', text: name ? raw.slice(1, raw.endsWith('"') ? -1 : undefined).replaceAll('""', '"') : raw, upper: '', start, end: at });
      continue;
    }
    const word = match(WORD, text, at) ?? match(NUMBER, text, at);
    at += word?.length ?? 1;
    const piece = text.slice(start, at);
    const kind = word === null ? 'sign' : /^\d/.test(piece) ? 'literal' : 'word';
    tokens.push({ kind, text: piece, upper: kind === 'word' ? piece.toUpperCase() : piece, start, end: at });
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
