import { decide, NO_RIGHTS, type Rights } from './access/decide';
import { loadRights } from './access/load-rights';
import type { Context, Ports, Principal, Source } from './context';

export const ANONYMOUS: Principal = { kind: 'anonymous', id: 'anonymous', name: 'anonymous', via: { kind: 'none' } };
/** The console itself: jobs, first-start steps, and the command line of the folder's owner. */
export const SYSTEM: Principal = { kind: 'system', id: 'system', name: 'system', via: { kind: 'none' } };

export interface ContextOptions {
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
}

/** A context for one request or one job. By itself it may do nothing: each verb reads the principal's rights as they are then. */
export function newContext(ports: Ports, principal: Principal, source: Source, options: ContextOptions = {}): Context {
  return {
    principal, source, ports,
    requestId: options.requestId ?? crypto.randomUUID(),
    signal: options.signal ?? new AbortController().signal,
    now: options.now ?? (() => new Date()),
    rights: NO_RIGHTS,
    can: () => false,
    note: () => undefined,
  };
}

/** The same context with the principal's rights as they are now; a right that was taken away is gone at the next verb. */
export async function withRights(ctx: Context): Promise<Context> {
  const { principal } = ctx;
  if (principal.kind === 'system') return { ...ctx, can: () => true };
  const rights: Rights = principal.kind === 'anonymous' ? NO_RIGHTS : await loadRights(ctx.ports.db, principal.id, principal.via.kind === 'token' ? principal.via.scope : 'all');
  return { ...ctx, rights, can: (privilege, on) => decide(rights, privilege, on, ctx.now()).allowed };
}

export const systemContext = (ports: Ports, via: Source['via'] = 'job', options: ContextOptions = {}): Promise<Context> =>
  withRights(newContext(ports, SYSTEM, { ip: null, agent: null, via }, options));
