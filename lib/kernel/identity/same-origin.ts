import { AppError } from '@/lib/model/errors';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site makes a browser send: with a cookie, a request that is not GET must name our own
 * origin (by Origin, or, where a browser leaves that out, by Sec-Fetch-Site) and, when it has a body, be JSON (or
 * another type that is told), which no form can send. A token is sent by nobody's browser unasked. Throws FORBIDDEN or INVALID_INPUT.
 */
export function requireSameOrigin(request: { readonly method: string; readonly headers: Headers }, publicUrl: string, contentType = 'application/json'): void {
  const { headers } = request;
  if (SAFE.has(request.method) || headers.get('authorization') !== null) return;
  const origin = headers.get('origin');
  const ours = origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === publicUrl;
  if (!ours) throw new AppError('FORBIDDEN', `Changes are accepted from ${publicUrl} only. Open the console there, or send a token.`);
  const type = headers.get('content-type');
  const empty = headers.get('content-length') === '0' || (headers.get('content-length') === null && headers.get('transfer-encoding') === null);
  if (type === null ? !empty : type.split(';')[0]?.trim().toLowerCase() !== contentType) {
    throw new AppError('INVALID_INPUT', `The content type must be ${contentType}.`, { fields: { 'content-type': `must be ${contentType}` } });
  }
}
