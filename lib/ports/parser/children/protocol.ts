import type { ParsedScript, ResolvedRelation, SqlError, SqlFunctionInfo, SqlSession, Translation } from '../port';

/** Messages between the console and a child that works on SQL text, over Node's IPC with structured clone. */
export type SqlQuestion =
  | { readonly kind: 'parse'; readonly text: string; readonly session: SqlSession }
  | { readonly kind: 'translate'; readonly text: string; readonly index: number; readonly session: SqlSession; readonly relations: readonly ResolvedRelation[] }
  | { readonly kind: 'functions' };

export type SqlAnswer =
  | { readonly kind: 'parse'; readonly script: ParsedScript }
  | { readonly kind: 'translate'; readonly translation: Translation }
  | { readonly kind: 'functions'; readonly functions: readonly SqlFunctionInfo[] }
  /** the statement is wrong or refused */
  | { readonly kind: 'refused'; readonly error: SqlError }
  /** the console's own fault; `said` is for the log only */
  | { readonly kind: 'broken'; readonly said: string };

export type SqlReply = { readonly kind: 'ready' } | SqlAnswer;
