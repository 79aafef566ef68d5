import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { appendAudit } from '../audit/record';
import type { Ports } from '../context';
import { requestIdOf, sourceOf } from './request-source';
import { findSession, revokeSessions } from './sessions';
import { signInWithPassword } from './sign-in';

/** Names of the sign-in form's fields, and of the provider; the form posts to /api/auth/callback/credentials. */
export const CREDENTIALS = { provider: 'credentials', user: 'username', password: 'password' } as const;
/** What the sign-in page may find in `error`, beside next-auth's own CredentialsSignin for a wrong name or password. */
export const SIGN_IN_ERRORS = { throttled: 'Throttled', unavailable: 'Unavailable' } as const;

/** The session cookie's name: `__Secure-` wherever the public address is https. */
export const sessionCookie = (publicUrl: string): string => `${publicUrl.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token`;

/**
 * next-auth 4, all of it. The cookie is an encrypted token that holds the session row's id and nothing that decides; the
 * row and the person's rights are read at every request (get-principal.ts).
 */
export function authOptions(ports: Ports, authSecret: string): NextAuthOptions {
  const { db, settings, log } = ports;
  return {
    secret: authSecret,
    session: { strategy: 'jwt', maxAge: Math.floor(settings.sessions.absoluteMs / 1000), updateAge: 60 },
    useSecureCookies: settings.publicUrl.startsWith('https:'),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [CredentialsProvider({
      id: CREDENTIALS.provider,
      name: 'Password',
      credentials: { [CREDENTIALS.user]: { label: 'User name' }, [CREDENTIALS.password]: { label: 'Password', type: 'password' } },
      // A thrown message goes into the browser's address: only these words do.
      async authorize(credentials, request) {
        const given = (value: unknown): string => (typeof value === 'string' ? value : '');
        const headers = new Headers(Object.entries((request.headers ?? {}) as Record<string, string>));
        const signIn = await signInWithPassword(ports, { name: given(credentials?.[CREDENTIALS.user]), password: given(credentials?.[CREDENTIALS.password]) }, { ...sourceOf(headers, settings), via: 'ui' }, requestIdOf(headers), new Date())
          .catch((error: unknown) => {
            log.error({ error }, 'A sign-in could not be checked');
            throw new Error(SIGN_IN_ERRORS.unavailable);
          });
        if (signIn.ok) return { id: signIn.userId, name: signIn.name, sessionId: signIn.sessionId };
        if (signIn.reason === 'throttled') throw new Error(SIGN_IN_ERRORS.throttled);
        return null;
      },
    })],
    callbacks: {
      async jwt({ token, user }) {
        // At a sign-in only; next-auth's types say that it is always there.
        if ((user as typeof user | undefined) !== undefined && 'sessionId' in user && typeof user.sessionId === 'string') return { sub: user.id, sid: user.sessionId };
        const sid = typeof token['sid'] === 'string' ? token['sid'] : '';
        // A throw makes next-auth clear the cookie; data that a browser sends with update() is not looked at.
        if ((await findSession(db, settings, sid, new Date())) === null) throw new Error('The session has ended.');
        return { ...(token.sub === undefined ? {} : { sub: token.sub }), sid };
      },
      async session({ session, token }) {
        const found = await findSession(db, settings, String(token['sid']), new Date());
        return { expires: session.expires, user: found === null ? {} : { id: found.userId, name: found.name } };
      },
      // Only own paths: where a person lands after signing in is never another site.
      redirect: ({ url }) => {
        const target = url.startsWith('/') && !url.startsWith('//') && !url.startsWith('/\\') ? `${settings.publicUrl}${url}` : url;
        return Promise.resolve(URL.canParse(target) && new URL(target).origin === settings.publicUrl ? target : settings.publicUrl);
      },
    },
    events: {
      async signOut({ token }) {
        const sid: unknown = token['sid'];
        if (typeof sid !== 'string' || typeof token.sub !== 'string') return;
        const now = new Date();
        const user = await db.client.user.findUnique({ where: { id: token.sub }, select: { name: true } });
        await revokeSessions(db, { userId: token.sub, id: sid }, now);
        await appendAudit(db, {
          at: now, kind: 'outcome', actId: crypto.randomUUID(), action: 'session.sign-out', principal: { kind: 'user', id: token.sub, name: user?.name ?? token.sub, via: { kind: 'session', sessionId: sid } },
          source: { ip: null, agent: null, via: 'ui' }, requestId: crypto.randomUUID(), securable: null, decision: 'allow', because: [], outcome: 'done', durationMs: null, details: {},
        });
      },
    },
    logger: {
      error: (code) => (code === 'JWT_SESSION_ERROR' ? log.debug({ code }, 'A cookie of an ended session') : log.error({ code }, 'Sign-in')),
      warn: (code) => log.debug({ code }, 'Sign-in'),
      debug: () => undefined,
    },
  };
}
