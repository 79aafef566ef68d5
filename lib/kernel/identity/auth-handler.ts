import type { NextAuthOptions } from 'next-auth';
import { currentPorts } from '../current-ports';
import { authOptions } from './auth';
import { currentAuthSecret } from './auth-secret';

/** A route handler of next-auth, as NextAuth(options) gives it. */
type Handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** The options exist once the console has started, so that they are made at the request. */
export function authHandler(nextAuth: (options: NextAuthOptions) => unknown): Handler {
  return async (request, context) => {
    // next-auth types its handler as any function; in the app router it is this one.
    const handler = nextAuth(authOptions(currentPorts(), currentAuthSecret())) as Handler;
    const answer = await handler(request, context);
    answer.headers.set('cache-control', 'no-store');
    return answer;
  };
}
