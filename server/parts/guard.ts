import type { IncomingMessage, ServerResponse } from 'node:http';
import { REMOTE_HEADER } from '@/lib/kernel/identity/request-source';
import type { Settings } from '@/lib/kernel/settings/settings';

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};
/** Headers that only Next itself may set, on its way from one part of it to another. */
const INTERNAL = ['x-middleware-subrequest', 'x-middleware-rewrite', 'x-middleware-next', 'x-middleware-override-headers', 'x-middleware-set-cookie', REMOTE_HEADER];

/**
 * What comes before Next: puts the sender's address where nobody else can write it, sets the security headers of every
 * answer, refuses paths that cannot be decoded (Next would answer them before any handler of ours), and sends pages
 * that were asked for under another host to the public address. True when the answer was given here.
 */
export function answeredByGuard(request: IncomingMessage, response: ServerResponse, settings: Settings): boolean {
  for (const name of INTERNAL) delete request.headers[name];
  request.headers[REMOTE_HEADER] = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (settings.publicUrl.startsWith('https:')) response.setHeader('strict-transport-security', 'max-age=31536000');
  const url = request.url ?? '/';
  const path = url.split('?', 1)[0] ?? '/';
  const forApi = path === '/api' || path.startsWith('/api/');
  if (forApi) response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  if (!decodes(path)) return refuse(response);
  const { host } = request.headers;
  const page = !forApi && !path.startsWith('/_next/') && (request.method === 'GET' || request.method === 'HEAD');
  if (page && host !== undefined && host !== new URL(settings.publicUrl).host) {
    response.writeHead(307, { location: settings.publicUrl + (url.startsWith('/') ? url : '/'), 'cache-control': 'no-store' }).end();
    return true;
  }
  return false;
}

function decodes(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse): true {
  const requestId = crypto.randomUUID();
  response.writeHead(400, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId });
  response.end(JSON.stringify({
    type: 'urn:lakehouse-console:problem:invalid-input', title: 'The request is not valid', status: 400, code: 'INVALID_INPUT',
    detail: 'The path of the address cannot be decoded: % must be followed by two hexadecimal digits of UTF-8.', requestId,
  }));
  return true;
}
