import type { ParsedScript, ParsedStatement, SqlError, SqlSession } from '@/lib/ports/parser/port';
import type { TableMention } from '@/lib/ports/parser/port';
import type { TableName } from '../ast';
import { SqlFailure } from '../errors';
import { findTables } from './mentions';
import { type ReadStatement, readStatement, unsupportedKind } from './read-statement';
import { guardNesting, type Piece, splitStatements } from './split';
import { parseTree } from './tree';

export interface StatementTree {
  readonly read: ReadStatement;
  readonly mentions: ReadonlyMap<TableName, TableMention>;
}

/** Reads one statement of a text. Throws SqlFailure. */
export function readPiece(piece: Piece, session: SqlSession): StatementTree {
  guardNesting(piece);
  try {
    const read = readStatement(parseTree(piece.text, piece.origin));
    const root = read.query ?? read.table;
    return { read, mentions: root ? findTables(root, session) : new Map() };
  } catch (error) {
    if (error instanceof RangeError) throw new SqlFailure('STATEMENT_TOO_COMPLEX', 'This statement is nested too deeply.', null);
    throw error;
  }
}

/** What a text asks for, statement by statement, up to the first error. Never throws for wrong SQL. */
export function parseScript(text: string, session: SqlSession): ParsedScript {
  const statements: ParsedStatement[] = [];
  for (const [index, piece] of splitStatements(text).entries()) {
    try {
      const { read, mentions } = readPiece(piece, session);
      statements.push({ index, span: piece.span, text: piece.text, verb: read.verb, statement: read.kind, tables: [...mentions.values()] });
    } catch (error) {
      if (!(error instanceof SqlFailure)) throw error;
      const located = locate(error, piece);
      if (error.code === 'NOT_SUPPORTED') statements.push({ index, span: piece.span, text: piece.text, verb: firstWord(piece.text), statement: unsupportedKind(error.message, error.span ?? piece.span), tables: [] });
      else return { statements, error: located };
    }
  }
  return { statements, error: null };
}

function locate(error: SqlFailure, piece: Piece): SqlError {
  return new SqlFailure(error.code, error.message, error.span ?? piece.span).toSqlError();
}

const firstWord = (text: string): string => (/^[A-Za-z]+/.exec(text)?.[0] ?? 'statement').toUpperCase();
