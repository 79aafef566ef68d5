import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiOf, byToken } from '../../support/api';
import { ADMIN_PASSWORD, runCommand, startConsole, type TestConsole } from '../../support/console';
import { signIn } from '../../support/session';

const PASSWORD = 'a long enough password';
let running: TestConsole;
beforeAll(async () => { running = await startConsole({ env: { LAKEHOUSE_DEMO: 'off' } }); });
afterAll(() => running.stop());

const person = (name: string): Promise<string> => runCommand(running.home, ['user', 'create', name, '--role', 'analyst', '--password-stdin'], PASSWORD);
const browser = (cookie: string, more: Readonly<Record<string, string>> = {}) => apiOf(running.url, { cookie, origin: running.url, ...more });

describe('signing in', { timeout: 60_000 }, () => {
  it('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const { cookie, setCookies } = await signIn(running.url, 'admin', ADMIN_PASSWORD);
    const session = setCookies.find((one) => one.includes('session-token')) ?? '';
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect((await browser(cookie).call<{ name: string; via: string }>('GET', '/account')).body).toMatchObject({ name: 'admin', via: 'session' });
  });

  it('answers alike for a wrong password and for nobody', async () => {
    const [wrong, nobody] = [await signIn(running.url, 'admin', 'wrong password'), await signIn(running.url, 'nobody', 'wrong password')];
    expect([wrong.status, wrong.cookie, new URL(wrong.target).searchParams.get('error')]).toEqual([401, '', 'CredentialsSignin']);
    expect([nobody.status, nobody.cookie, nobody.target]).toEqual([wrong.status, wrong.cookie, wrong.target]);
  });

  it('needs the token of its form', async () => {
    const answer = await fetch(`${running.url}/api/auth/callback/credentials`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ username: 'admin', password: ADMIN_PASSWORD, csrfToken: 'x'.repeat(64), json: 'true' }) });
    expect(answer.headers.getSetCookie().join()).not.toContain('session-token=');
  });

  it('is throttled for a name from one place, a right password too, and the audit says so once', async () => {
    await person('victim');
    for (let guess = 0; guess < 6; guess += 1) expect((await signIn(running.url, 'victim', `guess ${guess}`)).cookie).toBe('');
    const late = await Promise.all(Array.from({ length: 5 }, () => signIn(running.url, 'victim', PASSWORD)));
    for (const one of late) expect([one.cookie, new URL(one.target).searchParams.get('error')]).toEqual(['', 'Throttled']);
    const admin = byToken(running.url, await running.token());
    const { items } = (await admin.call<{ items: { details: { reason?: string } }[] }>('GET', '/audit?action=session.sign-in&limit=1000')).body;
    expect(items.filter(({ details }) => details.reason === 'too many attempts')).toHaveLength(1);
    expect(items.filter(({ details }) => details.reason === 'wrong password').length).toBeGreaterThanOrEqual(6);
  });

  it('refuses a body that is huge or does not say how large it is', async () => {
    const huge = await fetch(`${running.url}/api/auth/callback/credentials`, { method: 'POST', body: 'x'.repeat(200_000) });
    expect(huge.status).toBe(413);
    const endless = await fetch(`${running.url}/api/auth/callback/credentials`, { method: 'POST', body: new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('a=b')); controller.close(); } }), duplex: 'half' } as RequestInit);
    expect(endless.status).toBe(413);
  });

  it('sends nobody to another site', async () => {
    for (const callbackUrl of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const { csrfToken } = (await (await fetch(`${running.url}/api/auth/csrf`)).json()) as { csrfToken: string };
      const answer = await fetch(`${running.url}/api/auth/signout`, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ csrfToken, callbackUrl, json: 'true' }) });
      expect(JSON.stringify([await answer.text(), answer.headers.get('location')])).not.toMatch(/evil|javascript/);
    }
    const page = await fetch(`${running.url}/tables?x=1`, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect([page.status, new URL(page.headers.get('location') ?? '', running.url).href]).toEqual([307, `${running.url}/sign-in?next=%2Ftables%3Fx%3D1`]);
    const elsewhere = await fetch(`${running.url.replace('127.0.0.1', 'localhost')}/sql?a=b`, { redirect: 'manual', headers: { accept: 'text/html' } });
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([307, `${running.url}/sql?a=b`]);
  });
});

describe('a session', { timeout: 60_000 }, () => {
  it('changes nothing for another site', async () => {
    const { cookie } = await signIn(running.url, 'admin', ADMIN_PASSWORD);
    const body = { name: 'mine', expiresInDays: 1, scope: 'read' };
    expect((await apiOf(running.url, { cookie, origin: 'https://evil.example' }).call('POST', '/tokens', body)).status).toBe(403);
    expect((await apiOf(running.url, { cookie, origin: 'null' }).call('POST', '/tokens', body)).status).toBe(403);
    expect((await apiOf(running.url, { cookie, 'sec-fetch-site': 'cross-site' }).call('POST', '/tokens', body)).status).toBe(403);
    expect((await apiOf(running.url, { cookie }).call('POST', '/tokens', body)).status).toBe(403);
    const form = await fetch(`${running.url}/api/v1/tokens`, { method: 'POST', headers: { cookie, origin: running.url, 'content-type': 'text/plain' }, body: JSON.stringify(body) });
    expect(form.status).toBe(400);
    expect((await browser(cookie).call('POST', '/tokens', body)).status).toBe(201);
  });

  it('is listed, and ends at once when it is revoked, signed out or the password changes', async () => {
    await person('owner');
    const [first, second, third] = await Promise.all([1, 2, 3].map(async () => (await signIn(running.url, 'owner', PASSWORD)).cookie));
    const mine = browser(first ?? '');
    const { items } = (await mine.call<{ items: { id: string; current: boolean }[] }>('GET', '/account/sessions')).body;
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    // revoke the second by its own word for itself
    const own = (await browser(second ?? '').call<{ items: { id: string; current: boolean }[] }>('GET', '/account/sessions')).body.items.find(({ current }) => current);
    expect((await mine.call('DELETE', `/account/sessions/${own?.id}`)).status).toBe(200);
    expect((await browser(second ?? '').call('GET', '/account')).status).toBe(401);
    expect((await mine.call('POST', '/account/password', { current: 'not it', next: 'another long password' })).status).toBe(400);
    expect((await mine.call('POST', '/account/password', { current: PASSWORD, next: 'short' })).status).toBe(400);
    expect((await mine.call('POST', '/account/password', { current: PASSWORD, next: 'another long password' })).status).toBe(200);
    expect((await browser(third ?? '').call('GET', '/account')).status).toBe(401);
    expect((await mine.call('GET', '/account')).status).toBe(200);
    expect((await signIn(running.url, 'owner', PASSWORD)).cookie).toBe('');
    const { csrfToken } = (await (await fetch(`${running.url}/api/auth/csrf`, { headers: { cookie: first ?? '' } })).json()) as { csrfToken: string };
    const jar = (await fetch(`${running.url}/api/auth/csrf`, { headers: { cookie: first ?? '' } })).headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const token = /csrf-token=([^%;|]+)/.exec(jar)?.[1] ?? csrfToken;
    await fetch(`${running.url}/api/auth/signout`, { method: 'POST', redirect: 'manual', headers: { cookie: `${first}; ${jar}`, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ csrfToken: token, json: 'true' }) });
    // a copy of the cookie that somebody kept is worth nothing
    expect((await mine.call('GET', '/account')).status).toBe(401);
  });

  it('is nobody\'s when its cookie is made up or too long', async () => {
    for (const cookie of ['next-auth.session-token=abc', `next-auth.session-token=${'x'.repeat(6000)}`, 'next-auth.session-token=eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.']) expect((await browser(cookie).call('GET', '/account')).status).toBe(401);
  });
});

describe('a link to set a password', { timeout: 60_000 }, () => {
  it('works once, for the person that it was made for', async () => {
    const link = new URL(await running.command('user', 'create', 'newcomer', '--role', 'viewer'));
    expect(link.origin).toBe(running.url);
    const token = link.searchParams.get('token') ?? link.hash.replace(/^#(token=)?/, '') ;
    const visitor = apiOf(running.url, { origin: running.url });
    expect((await visitor.call('POST', '/setup', { token, password: 'short' })).status).toBe(400);
    expect((await visitor.call('POST', '/setup', { token: 'x'.repeat(43), password: PASSWORD })).status).toBe(400);
    expect((await visitor.call('POST', '/setup', { token, password: PASSWORD })).status).toBe(200);
    expect((await visitor.call('POST', '/setup', { token, password: `${PASSWORD} again` })).status).toBe(400);
    expect((await signIn(running.url, 'newcomer', PASSWORD)).cookie).not.toBe('');
  });
});
