import { requireSignedIn } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { requestContext } from '@/lib/kernel/identity/request-context';
import { requestIdOf } from '@/lib/kernel/identity/request-source';
import { problemResponse } from './api/problem';
import { logUnexpected } from './log-unexpected';

/** For routes that are no procedures: answers `work` for whoever is signed in or sends a token, a problem otherwise. */
export async function signedIn(request: Request, work: (ctx: Context) => Promise<Response>): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  try {
    const ctx = await requestContext(request, { requestId });
    requireSignedIn(ctx);
    return await work(ctx);
  } catch (error) {
    logUnexpected(error, { requestId, route: new URL(request.url).pathname, signal: request.signal });
    return problemResponse(error, requestId);
  }
}
