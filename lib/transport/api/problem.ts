import { isAppError, type AppError, type ErrorCode } from '@/lib/model/errors';

/** RFC 9457 body of every error of the console's API. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  /** one plain sentence */
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly privilege?: string;
  readonly securable?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly meanwhile?: AppError['details']['meanwhile'];
}

const STATUS: Readonly<Record<ErrorCode, readonly [status: number, title: string]>> = {
  INVALID_INPUT: [400, 'The request is not valid'],
  UNAUTHENTICATED: [401, 'Sign in first'],
  FORBIDDEN: [403, 'A privilege is missing'],
  NOT_FOUND: [404, 'Not found'],
  CONFLICT: [409, 'Somebody else was first'],
  ALREADY_EXISTS: [409, 'It exists already'],
  PRECONDITION_FAILED: [412, 'It has changed since you read it'],
  KEY_REUSED: [422, 'The key was used for something else'],
  TOO_LARGE: [413, 'Too large'],
  UNSUPPORTED: [422, 'Not supported'],
  BROKEN_TABLE: [422, 'The table cannot be read'],
  QUERY_FAILED: [422, 'The statement failed'],
  TOO_MANY_REQUESTS: [429, 'Too many requests'],
  CANCELLED: [499, 'Cancelled'],
  INTERNAL: [500, 'Internal error'],
  COMMIT_STATE_UNKNOWN: [500, 'Nobody knows whether the change was written'],
  UNAVAILABLE: [503, 'Not available now'],
  TIMEOUT: [504, 'Took too long'],
  STORAGE_FULL: [507, 'The storage is full'],
};

/** An error as the outside may see it: what is not an AppError says nothing but the request id. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known: Pick<AppError, 'code' | 'message' | 'details'> = isAppError(error)
    ? error
    : { code: 'INTERNAL', message: `Something went wrong in the console. Give this id to whoever runs it: ${requestId}.`, details: {} };
  const [status, title] = STATUS[known.code];
  const { fields, privilege, securable, file, sql, meanwhile } = known.details;
  return {
    type: `urn:lakehouse-console:problem:${known.code.toLowerCase().replaceAll('_', '-')}`,
    title, status, code: known.code, detail: known.message, requestId,
    ...(fields ? { errors: Object.entries(fields).map(([field, message]) => ({ field, message })) } : {}),
    ...(privilege ? { privilege } : {}),
    ...(securable ? { securable } : {}),
    ...(file ? { file } : {}),
    ...(meanwhile ? { meanwhile } : {}),
    ...(sql?.line ? { line: sql.line } : {}),
    ...(sql?.column ? { column: sql.column } : {}),
  };
}

/** The whole answer. `over` is for what HTTP has a status for and we have no code. */
export function problemResponse(error: unknown, requestId: string, over: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {}): Response {
  const known = toProblem(error, requestId);
  const problem = { ...known, status: over.status ?? known.status };
  const retry = isAppError(error) ? error.details.retryAfterSeconds : undefined;
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="lakehouse-console"' } : {}),
      ...over.headers,
    },
  });
}
