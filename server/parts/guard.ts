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
/** Next has no answer for any other. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const AUTH_BODY_MAX = 65_536;
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
  if (!decodes(path)) return refuse(response, 400, 'INVALID_INPUT', 'The request is not valid', 'The path of the address cannot be decoded: % must be followed by two hexadecimal digits of UTF-8.');
  if (/%00/.test(url)) return refuse(response, 400, 'INVALID_INPUT', 'The request is not valid', 'The address holds the character U+0000, which no name here may have.');
  if (path.startsWith('/api/auth/') && !hasSmallBody(request)) return refuse(response, 413, 'TOO_LARGE', 'Too large', 'The body is larger than 64 KiB, or does not say how large it is.');
  if (!METHODS.has(request.method ?? '')) {
    response.setHeader('allow', [...METHODS].join(', '));
    return refuse(response, 405, 'INVALID_INPUT', 'The request is not valid', `${request.method} is not a method of this console.`);
  }
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

/** Handlers that are not ours read a body whole, so it must say how large it is. */
function hasSmallBody({ headers, method }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= AUTH_BODY_MAX;
}

function refuse(response: ServerResponse, status: number, code: string, title: string, detail: string): true {
  const requestId = crypto.randomUUID();
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId, ...(status === 413 ? { connection: 'close' } : {}) });
  response.end(JSON.stringify({ type: `urn:lakehouse-console:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, code, detail, requestId }));
  return true;
}
