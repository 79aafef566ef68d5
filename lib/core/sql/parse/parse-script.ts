import type { ParsedScript, ParsedStatement, SqlError, SqlSession, StatementKind, TableMention } from '@/lib/ports/parser/port';
import type { TableName } from '../ast';
import { SqlFailure } from '../errors';
import { findTables, mentionOf } from './mentions';
import { type ReadStatement, readStatement, unsupportedKind } from './read-statement';
import { guardNesting, type Piece, splitStatements } from './split';
import { parseTree } from './tree';

export interface StatementTree {
  readonly read: ReadStatement;
  readonly kind: StatementKind;
  /** tables that it reads, in order */
  readonly tables: readonly TableMention[];
  /** those and what it writes */
  readonly mentions: ReadonlyMap<TableName, TableMention>;
}

/** Reads one statement of a text. Throws SqlFailure. */
export function readPiece(piece: Piece, session: SqlSession): StatementTree {
  guardNesting(piece);
  try {
    const read = readStatement(parseTree(piece.text, piece.origin));
    const tables = findTables(read.reads, session);
    const mentions = new Map(tables);
    const kind = read.kind((name) => {
      const mention = mentions.get(name) ?? mentionOf(name, mentions.size, session);
      mentions.set(name, mention);
      return mention;
    });
    return { read, kind, tables: [...tables.values()], mentions };
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
      const { read, kind, tables } = readPiece(piece, session);
      statements.push({ index, span: piece.span, text: piece.text, verb: read.verb, statement: kind, tables });
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
