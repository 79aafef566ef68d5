/** A browser's cookie for a person who signed in with a password, or the address that the form was sent to instead. */
export async function signIn(url: string, name: string, password: string, headers: Readonly<Record<string, string>> = {}): Promise<{ cookie: string; setCookies: readonly string[]; target: string; status: number }> {
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const jar = first.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: jar.join('; '), ...headers },
    body: new URLSearchParams({ username: name, password, csrfToken, callbackUrl: `${url}/`, json: 'true' }),
  });
  const { url: target = '' } = (await answer.json()) as { url?: string };
  const setCookies = answer.headers.getSetCookie();
  const session = setCookies.map((cookie) => cookie.split(';')[0] ?? '').filter((cookie) => cookie.includes('session-token=') && !cookie.endsWith('='));
  return { cookie: session.join('; '), setCookies, target, status: answer.status };
}
