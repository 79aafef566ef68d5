import type { Context, Source } from '../context';
import { currentPorts } from '../current-ports';
import { newContext } from '../new-context';
import { currentAuthSecret } from './auth-secret';
import { getPrincipal } from './get-principal';
import { requestIdOf, sourceOf } from './request-source';

/**
 * The context of a request. `via` unless told: 'ui' for a session, 'api' for a token. Throws UNAUTHENTICATED for a bad
 * token and UNAVAILABLE while the console starts; somebody without a session is anonymous and meets the verb's permission.
 */
export async function requestContext(request: { readonly headers: Headers; readonly signal?: AbortSignal }, options: { via?: Source['via']; requestId?: string } = {}): Promise<Context> {
  const ports = currentPorts();
  const principal = await getPrincipal(ports, currentAuthSecret(), request.headers);
  const via = options.via ?? (principal.via.kind === 'token' ? 'api' : 'ui');
  return newContext(ports, principal, { ...sourceOf(request.headers, ports.settings), via }, {
    requestId: options.requestId ?? requestIdOf(request.headers),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
}
