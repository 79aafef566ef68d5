import type { IncomingMessage, ServerResponse } from 'node:http';

/** On the one request by which the console asks itself whether it is ready. */
export const OWN_HEADER = 'x-lakehouse-own';

/**
 * A first start takes seconds, in which Next lets every request wait: whoever watches over the process must hear in that time
 * that it lives and is not ready. True when the answer was given here.
 */
export function answeredWhileStarting(request: IncomingMessage, response: ServerResponse, ownSecret: string): boolean {
  const path = request.url?.split('?', 1)[0];
  const own = request.headers[OWN_HEADER] === ownSecret;
  delete request.headers[OWN_HEADER];
  if (own || (path !== '/api/health/live' && path !== '/api/health/ready')) return false;
  const live = path === '/api/health/live';
  response.writeHead(live ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(live ? { live } : { ready: false, notReady: ['console'] }));
  return true;
}
