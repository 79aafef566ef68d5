import type { Settings } from '../settings/settings';

/** Set by server/main on every request from the socket; what a client sends under this name is thrown away there. */
export const REMOTE_HEADER = 'x-lakehouse-remote';

/** Where a request came from. X-Forwarded-For counts only when a proxy that the settings name sent it: its last entry that is no such proxy. */
export function sourceOf(headers: Headers, settings: Pick<Settings, 'trustedProxies'>): { ip: string | null; agent: string | null } {
  const remote = headers.get(REMOTE_HEADER);
  const agent = headers.get('user-agent')?.slice(0, 400) ?? null;
  if (remote === null || !settings.trustedProxies.includes(remote)) return { ip: remote, agent };
  const chain = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  return { ip: chain.findLast((part) => !settings.trustedProxies.includes(part))?.slice(0, 45) ?? remote, agent };
}

/** The id that answers carry and the audit keeps; a caller's own when it is well formed. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : crypto.randomUUID();
}
