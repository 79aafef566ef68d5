import { NextResponse, type NextRequest } from 'next/server';

/** Pages for people who are not signed in. */
const OPEN = ['/sign-in', '/setup'];

/** Next puts the nonce of this header on its own scripts. Monaco, recharts and virtual rows write style attributes. */
function policy(nonce: string): string {
  const dev = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'", `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev}`, `style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Pages only (bodies of requests that pass here are cut at 10 MB): the content security policy, and, as a comfort, the
 * way to sign in. Every page and route checks for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const publicUrl = process.env['NEXTAUTH_URL'] ?? request.nextUrl.origin;
  const cookie = `${publicUrl.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token`;
  const wantsPage = (request.headers.get('accept') ?? '').includes('text/html');
  if (wantsPage && !request.cookies.has(cookie) && !request.headers.has('authorization') && !OPEN.includes(pathname)) {
    const target = new URL('/sign-in', publicUrl);
    if (pathname !== '/') target.searchParams.set('next', pathname + search);
    return NextResponse.redirect(target);
  }
  const nonce = btoa(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy(nonce));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy(nonce));
  return response;
}

export const config = { matcher: ['/((?!_next/static|_next/image|api/|favicon.ico).*)'] };
