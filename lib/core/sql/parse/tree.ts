import { type ATNSimulator, BaseErrorListener, CharStreams, CommonTokenStream, type ParserRuleContext, PredictionMode, type RecognitionException, type Recognizer, Token } from 'antlr4ng';
import { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer';
import { type StatementContext, TrinoSqlParser } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Span } from '@/lib/ports/parser/port';
import { fail, SqlFailure } from '../errors';
import { PathLexer } from './path-lexer';

/** Where a statement lies in the text that was sent, so that every place is told in that text. */
export interface Origin {
  readonly offset: number;
  readonly line: number;
  /** from 1 */
  readonly column: number;
}

class FirstError extends BaseErrorListener {
  constructor(
    private readonly text: string,
    private readonly origin: Origin,
  ) {
    super();
  }
  override syntaxError<S extends Token, T extends ATNSimulator>(_recognizer: Recognizer<T>, symbol: S | null, line: number, column: number, message: string, _error: RecognitionException | null): void {
    const said = message.replace(/expecting/, 'Expecting:').replace(/, <INVALID>/g, '');
    const [start, stop] = symbol ? unitsOf(codePointOffsets(this.text), symbol) : [0, 1];
    throw new SqlFailure('SYNTAX_ERROR', said.length > 300 ? `${said.slice(0, 300)}…` : said, place(this.origin, start, stop, line, column));
  }
}

function place(origin: Origin, start: number, end: number, line: number, column: number): Span {
  return {
    start: origin.offset + start,
    end: origin.offset + end,
    line: origin.line + line - 1,
    column: line === 1 ? origin.column + column : column + 1,
  };
}

/** antlr counts code points, we count UTF-16 units: the map from one to the other, or null when they are the same. */
export function codePointOffsets(text: string): Uint32Array | null {
  if (!/[\ud800-\udfff]/.test(text)) return null;
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) offsets.push(i);
  offsets.push(text.length);
  return Uint32Array.from(offsets);
}

/** Where a token starts and ends in UTF-16 units. */
const unitsOf = (offsets: Uint32Array | null, { start, stop }: { readonly start: number; readonly stop: number }): readonly [number, number] =>
  offsets === null ? [start, stop + 1] : [offsets[start]!, offsets[stop + 1]!];

export class Tree {
  private readonly offsets: Uint32Array | null;
  constructor(
    readonly text: string,
    readonly origin: Origin,
    readonly root: StatementContext,
  ) {
    this.offsets = codePointOffsets(text);
  }
  span(context: ParserRuleContext): Span {
    return this.between(context.start!, context.stop ?? context.start!);
  }
  tokenSpan(token: Token): Span {
    return this.between(token, token);
  }
  between(start: Token, stop: Token): Span {
    const [from] = unitsOf(this.offsets, start);
    const [, to] = unitsOf(this.offsets, stop);
    return place(this.origin, from, to, start.line, start.column);
  }
}

/** The grammar's own tree of one statement without its semicolon. Throws SYNTAX_ERROR with the first error's place. */
export function parseTree(text: string, origin: Origin): Tree {
  try {
    return new Tree(text, origin, parseWith(text, origin, PredictionMode.SLL));
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw tooDeep(error);
  }
  // what SLL refuses, LL may still read: the grammar needs the full context in rare places
  try {
    return new Tree(text, origin, parseWith(text, origin, PredictionMode.LL));
  } catch (error) {
    throw tooDeep(error);
  }
}

function tooDeep(error: unknown): unknown {
  if (error instanceof RangeError) return new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement is nested too deeply.', null);
  return error;
}

function parseWith(text: string, origin: Origin, mode: number): StatementContext {
  const listener = new FirstError(text, origin);
  const lexer = new (/^alter\b/i.test(text) ? PathLexer : TrinoSqlLexer)(CharStreams.fromString(text));
  lexer.removeErrorListeners();
  lexer.addErrorListener(listener);
  const parser = new TrinoSqlParser(new CommonTokenStream(lexer));
  parser.removeErrorListeners();
  parser.addErrorListener(listener);
  parser.interpreter.predictionMode = mode;
  const statement = parser.statement();
  // the grammar's own start rule takes what follows for another statement
  const next = parser.tokenStream.LT(1);
  if (next && next.type !== Token.EOF) {
    const [start, end] = unitsOf(codePointOffsets(text), next);
    return fail('SYNTAX_ERROR', `mismatched input '${next.text}'. Expecting: <EOF>`, place(origin, start, end, next.line, next.column));
  }
  return statement;
}
