import type { ErrorCode } from '@/lib/model/errors';
import type { Problem } from '../problem';

/** What went wrong, as screens show it: the server's own problem, or that the server did not answer. */
export interface ShownProblem {
  readonly status: number;
  readonly code: ErrorCode | 'UNREACHABLE';
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  readonly privilege: string | null;
  readonly securable: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** what the table became since it was read, after a 412 */
  readonly meanwhile: Problem['meanwhile'] | null;
}

/** An answer of the API that is a problem (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: ShownProblem) {
    super(problem.detail);
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Reads the body of a failed answer; whatever is missing is filled from the status. */
export function toShownProblem(body: unknown, status: number, requestId: string | null): ShownProblem {
  const given: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  return {
    status,
    code: given.code ?? (status === 401 ? 'UNAUTHENTICATED' : status === 404 ? 'NOT_FOUND' : 'INTERNAL'),
    title: text(given.title) ?? `The console answered ${status}`,
    detail: text(given.detail) ?? `The console answered with the status ${status} and no reason.`,
    requestId: text(given.requestId) ?? requestId,
    errors: Array.isArray(given.errors) ? given.errors : [],
    privilege: text(given.privilege),
    securable: text(given.securable),
    file: text(given.file),
    line: number(given.line),
    column: number(given.column),
    meanwhile: given.meanwhile ?? null,
  };
}

/**
 * `fetch` for the API's client: a failed answer is thrown as a `ProblemError`. The client library would hand over a
 * body of the type application/problem+json as a file.
 */
export async function problemFetch(request: Request, init?: RequestInit): Promise<Response> {
  const answer = await globalThis.fetch(request, init);
  if (answer.ok) return answer;
  const body = await answer.text();
  throw new ProblemError(toShownProblem(parsed(body), answer.status, answer.headers.get('x-request-id')));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The one reading of any error that a screen may meet. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ProblemError) return error.problem;
  return {
    status: 0, code: 'UNREACHABLE', title: 'The console does not answer',
    detail: error instanceof TypeError ? 'The console does not answer. Check that it runs and that you are connected.' : error instanceof Error ? error.message : 'Something went wrong in this page.',
    requestId: null, errors: [], privilege: null, securable: null, file: null, line: null, column: null, meanwhile: null,
  };
}
