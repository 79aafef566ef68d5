import type { APIRequestContext } from '@playwright/test';

/** Signs a person in as the form does; the cookies are then in the request's context (a page's own: `page.request`). */
export async function signIn(visitor: APIRequestContext, name: string, password: string): Promise<void> {
  const { csrfToken } = (await (await visitor.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await visitor.post('/api/auth/callback/credentials', { form: { username: name, password, csrfToken, callbackUrl: '/', json: 'true' } });
  const { url } = (await answer.json()) as { url?: string };
  if (!answer.ok() || url === undefined || new URL(url).searchParams.has('error')) throw new Error(`${name} could not sign in: ${answer.status()} ${url}`);
}
