import { CommonToken, Token } from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer';
import { TrinoSqlParser as p } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';

/**
 * Makes one token of the path in ALTER TABLE … ADD COLUMN a.b.c, which the package's grammar reads as one identifier only though
 * Trino takes a path there. The text of that token is the path as it was written, without blanks and comments.
 */
export class PathLexer extends TrinoSqlLexer {
  private joined: Token[] | null = null;

  override nextToken(): Token {
    if (this.joined === null) {
      const read: Token[] = [];
      do read.push(super.nextToken()); while (read.at(-1)!.type !== Token.EOF);
      this.joined = joinPath(read);
    }
    return this.joined.length > 1 ? this.joined.shift()! : this.joined[0]!;
  }
}

const UNLESS_THERE = [p.KW_IF, p.KW_NOT, p.KW_EXISTS];

function joinPath(tokens: Token[]): Token[] {
  const seen = tokens.filter((token) => token.channel === Token.DEFAULT_CHANNEL);
  if (seen[0]?.type !== p.KW_ALTER || seen[1]?.type !== p.KW_TABLE) return tokens;
  const add = seen.findIndex((token, i) => token.type === p.KW_ADD && seen[i + 1]?.type === p.KW_COLUMN);
  if (add < 0) return tokens;
  const first = add + (UNLESS_THERE.every((type, i) => seen[add + 2 + i]?.type === type) ? 5 : 2);
  let last = first;
  while (seen[last + 1]?.text === '.' && seen[last + 2] !== undefined) last += 2;
  const [from, to] = [seen[first], seen[last]];
  if (from === undefined || to === undefined || last === first) return tokens;
  const path = new CommonToken([from.tokenSource, from.inputStream], p.QUOTED_IDENTIFIER, Token.DEFAULT_CHANNEL, from.start, to.stop);
  path.line = from.line;
  path.column = from.column;
  path.text = seen.slice(first, last + 1).map((token) => token.text).join('');
  return [...tokens.slice(0, tokens.indexOf(from)), path, ...tokens.slice(tokens.indexOf(to) + 1)];
}

/** The names of a path that was joined, or of one identifier. */
export function pathParts(text: string): readonly string[] {
  return (text.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
}
