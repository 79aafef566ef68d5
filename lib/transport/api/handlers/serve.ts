import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import { ORPCError } from '@orpc/server';
import { AppError, invalidInput, isAppError, notFound } from '@/lib/model/errors';
import { requireSignedIn } from '@/lib/kernel/command';
import { requestContext } from '@/lib/kernel/identity/request-context';
import { requestIdOf } from '@/lib/kernel/identity/request-source';
import { requireSameOrigin } from '@/lib/kernel/identity/same-origin';
import { boundedRequest } from '../body';
import { problemResponse } from '../problem';
import { logUnexpected } from '../../log-unexpected';
import { observeRequest } from '../../metrics';
import { OPEN_PROCEDURES } from '../contract';
import { invalidFields } from '@/lib/kernel/parse-input';
import { router, type ApiContext } from './router';
import { serveExport } from './export';
import { serveFile } from './serve-file';

const PREFIX = '/api/v1';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const handler = new OpenAPIHandler<ApiContext>(router, {
  interceptors: [async ({ next, context }) => {
    try {
      return await next();
    } catch (error) {
      context.failure = error;
      throw error;
    }
  }],
});
const matcher = new StandardOpenAPIMatcher();
matcher.init(router);

/** Serves every procedure of the contract and the streams beside them; answers problems, never pages. */
export async function serveApi(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  const began = performance.now();
  let route = 'unknown';
  const response = await answer(request, requestId, (known) => { route = known; }).catch((error: unknown) => {
    logUnexpected(error, { requestId, route, signal: request.signal });
    return problemResponse(error, requestId);
  });
  observeRequest(request.method, route, response.status, performance.now() - began);
  return response;
}

async function answer(request: Request, requestId: string, onRoute: (route: string) => void): Promise<Response> {
  const ctx = await requestContext(request, { requestId });
  const path: `/${string}` = `/${new URL(request.url).pathname.slice(PREFIX.length + 1)}`;
  const streamed = (await serveExport(ctx, request, path, onRoute)) ?? (await serveFile(ctx, request, path, onRoute));
  if (streamed !== null) return streamed;
  const context: ApiContext = { ctx, failure: undefined, etag: null };
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: [...(await allowed(path)), 'OPTIONS'].join(', '), 'x-request-id': requestId } });
  const match = await matcher.match(request.method, path);
  if (match === undefined) return noRoute(request.method, path, requestId);
  const name = match.path.join('.');
  onRoute(name);
  // before the input is looked at: what an endpoint takes is nobody's business who is not signed in
  if (!OPEN_PROCEDURES.has(name)) requireSignedIn(ctx);
  requireSameOrigin(request, ctx.ports.settings.publicUrl);
  const { response } = await handler.handle(await boundedRequest(request), { prefix: PREFIX, context });
  if (response === undefined) return noRoute(request.method, path, requestId);
  if (response.status >= 400) {
    const error = toAppError(context.failure, response.status);
    logUnexpected(error, { requestId, route: name, signal: request.signal });
    return problemResponse(error, requestId);
  }
  const headers = new Headers(response.headers);
  headers.set('cache-control', 'no-store');
  headers.set('x-request-id', requestId);
  if (context.etag !== null) headers.set('etag', context.etag);
  return new Response(response.body, { status: response.status, headers });
}

async function allowed(path: `/${string}`): Promise<readonly string[]> {
  const found = await Promise.all(METHODS.map(async (method) => ((await matcher.match(method, path)) === undefined ? [] : [method])));
  return found.flat();
}

async function noRoute(method: string, path: `/${string}`, requestId: string): Promise<Response> {
  const others = await allowed(path);
  if (others.length === 0) return problemResponse(notFound('endpoint', `${method} ${PREFIX}${path}`), requestId);
  return problemResponse(invalidInput(`${method} is not a method of this endpoint; it takes ${others.join(', ')}.`), requestId, { status: 405, headers: { allow: others.join(', ') } });
}

interface Issue { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] }

/** The field as whoever asked knows it: writes take their input apart by where it stands in the request. */
const fieldOf = (issue: Issue): string => (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.').replace(/^(?:params|query|headers|body)\./, '') || 'body';

/** What oRPC says of a request that is wrong, in our words; what a verb threw, as it is. */
function toAppError(failure: unknown, status: number): unknown {
  if (isAppError(failure)) return failure;
  const issues = failure instanceof ORPCError ? ((failure.data as { issues?: readonly Issue[] } | undefined)?.issues ?? null) : null;
  if (status === 400 && issues !== null) return invalidFields(issues.map((issue) => [fieldOf(issue), issue.message] as const));
  if (status === 400) return new AppError('INVALID_INPUT', 'The body is not valid JSON.', {}, { cause: failure });
  return failure;
}
