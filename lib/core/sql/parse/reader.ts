import type { ParserRuleContext } from 'antlr4ng';
import type { ExpressionContext, IdentifierContext, QueryContext, RootQueryContext, SortItemContext, StringContext, TypeContext, WindowSpecificationContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import { BackQuotedIdentifierContext, BasicStringLiteralContext, DigitIdentifierContext, QuotedIdentifierContext, UnicodeStringLiteralContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser';
import type { Span } from '@/lib/ports/parser/port';
import type { Expr, Identifier, Query, SortItem, TypeName, WindowSpec } from '../ast';
import { fail, refuse } from '../errors';
import type { Tree } from './tree';

/** What the readers of the grammar's parts need of each other; put together in read-statement.ts. */
export interface Reader {
  readonly tree: Tree;
  expr(context: ParserRuleContext): Expr;
  query(context: QueryContext): Query;
  type(context: TypeContext): TypeName;
  sortItem(context: SortItemContext): SortItem;
  window(context: WindowSpecificationContext): WindowSpec;
}

export function readIdentifier(r: Reader, context: IdentifierContext): Identifier {
  const span = r.tree.span(context);
  const text = context.getText();
  if (context instanceof QuotedIdentifierContext) return { value: text.slice(1, -1).replaceAll('""', '"'), span };
  if (context instanceof BackQuotedIdentifierContext) return fail('SYNTAX_ERROR', 'backquoted identifiers are not supported; use double quotes to quote identifiers', span);
  if (context instanceof DigitIdentifierContext) return fail('SYNTAX_ERROR', 'identifiers must not start with a digit; surround the identifier with double quotes', span);
  return { value: text, span };
}

/** The query of an INSERT, a CREATE TABLE AS or of a statement of its own. */
export function readRoot(r: Reader, context: RootQueryContext): Query {
  const functions = context.withFunction();
  return functions ? refuse('WITH FUNCTION', r.tree.span(functions)) : r.query(context.query());
}

export const readExprs = (r: Reader, contexts: readonly ExpressionContext[]): readonly Expr[] => contexts.map((context) => r.expr(context));

export function readString(r: Reader, context: StringContext): string {
  if (context instanceof BasicStringLiteralContext) return context.getText().slice(1, -1).replaceAll("''", "'");
  if (context instanceof UnicodeStringLiteralContext) {
    const escape = context.STRING()?.getText().slice(1, -1) ?? '\\';
    return decodeUnicode(context.UNICODE_STRING().getText().slice(3, -1).replaceAll("''", "'"), escape, r.tree.span(context));
  }
  return fail('SYNTAX_ERROR', 'This string cannot be read.', r.tree.span(context));
}

/** U&'…' of the SQL standard: `\XXXX`, `\+XXXXXX`, and the escape character doubled. */
function decodeUnicode(text: string, escape: string, span: Span): string {
  if ([...escape].length !== 1 || /[0-9a-fA-F'"+\s]/.test(escape)) return fail('SYNTAX_ERROR', 'Invalid Unicode escape character', span);
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== escape) {
      out += text[i];
      continue;
    }
    if (text[i + 1] === escape) {
      out += escape;
      i += 1;
      continue;
    }
    const long = text[i + 1] === '+';
    const digits = text.slice(i + (long ? 2 : 1), i + (long ? 8 : 5));
    const bad = /[^0-9a-fA-F]/.exec(digits);
    if (bad) fail('SYNTAX_ERROR', `Invalid hexadecimal digit: ${bad[0]}`, span);
    if (digits.length !== (long ? 6 : 4)) fail('SYNTAX_ERROR', 'Incomplete escape sequence', span);
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) fail('SYNTAX_ERROR', `Invalid escaped character: ${digits}`, span);
    out += String.fromCodePoint(code);
    i += long ? 7 : 4;
  }
  return out;
}
