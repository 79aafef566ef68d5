/** One statement of a text: offsets of its first and behind its last character that matter, and its first line (from 1). */
export interface TextStatement {
  readonly start: number;
  readonly end: number;
  readonly firstLine: number;
  readonly lastLine: number;
}

/**
 * Where the statements of a text stand, so that the editor can mark and run the one under the cursor. Quotes and
 * comments are honoured; an unclosed one reaches to the end. The server splits again by its own parser when it runs.
 */
export function splitStatements(text: string): readonly TextStatement[] {
  const found: TextStatement[] = [];
  let start = -1;
  let end = -1;
  let at = 0;
  const close = () => {
    if (start >= 0) found.push({ start, end, firstLine: lineOf(text, start), lastLine: lineOf(text, end) });
    start = -1;
  };
  while (at < text.length) {
    const skipped = skipTrivia(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    if (text[at] === ';') {
      close();
      at += 1;
      continue;
    }
    if (start < 0) start = at;
    at = skipQuoted(text, at);
    end = at;
  }
  close();
  return found;
}

/** Behind white space or a comment at `at`; `at` itself when there is none. */
export function skipTrivia(text: string, at: number): number {
  if (/\s/.test(text[at] ?? '')) return at + 1;
  if (text.startsWith('--', at)) return endOr(text, text.indexOf('\n', at));
  if (text.startsWith('/*', at)) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 2;
  }
  return at;
}

/** Behind a quoted string or name that opens at `at`, or one character on. */
export function skipQuoted(text: string, at: number): number {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') return at + 1;
  let next = at + 1;
  for (;;) {
    const close = text.indexOf(quote, next);
    if (close < 0) return text.length;
    if (text[close + 1] !== quote) return close + 1;
    next = close + 2;
  }
}

const endOr = (text: string, at: number) => (at < 0 ? text.length : at);
const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** The statement that a cursor stands in, or the one just before it on the same line or above. */
export function statementAt(text: string, offset: number): TextStatement | null {
  const all = splitStatements(text);
  const inside = all.find((each) => offset >= each.start && offset <= each.end + 1);
  if (inside) return inside;
  const before = all.filter((each) => each.end < offset).at(-1);
  return before ?? all[0] ?? null;
}
