import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { routes } from '@/lib/model/routes';
import type { Context } from '../context';
import { requestContext } from './request-context';

/** The context of the page that is being drawn. */
export const pageContext = async (): Promise<Context> => requestContext({ headers: await headers() });

/** The same for a page that needs a person: anybody else is sent to sign in, and comes back to `path` after it. */
export async function signedInPage(path?: string): Promise<Context> {
  const ctx = await pageContext();
  if (ctx.principal.kind !== 'user') redirect(routes.signIn(path));
  return ctx;
}
