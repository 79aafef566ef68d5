import type { Span, SqlError } from '@/lib/ports/parser/port';

/** A statement that is refused: Trino's error name, one sentence, and its place. Never leaves core/sql except as SqlError. */
export class SqlFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly span: Span | null,
  ) {
    super(message);
  }
  toSqlError(): SqlError {
    return { code: this.code, message: this.message, line: this.span?.line ?? null, column: this.span?.column ?? null };
  }
}

export const fail = (code: string, message: string, span: Span | null): never => {
  throw new SqlFailure(code, message, span);
};
/** Known to Trino, not admitted here. */
export const refuse = (what: string, span: Span | null): never => fail('NOT_SUPPORTED', `${what} is not available on the embedded engine yet.`, span);
/** The refusal that an error stands for; null when it is a fault of ours. */
export const refusalOf = (error: unknown): SqlError | null => (error instanceof SqlFailure ? error.toSqlError() : null);
