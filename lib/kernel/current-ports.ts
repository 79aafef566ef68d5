import { AppError } from '@/lib/model/errors';
import type { Ports } from './context';

/**
 * Next bundles instrumentation and routes apart, so a module's own variable would exist several times: what lives as
 * long as the process lies on globalThis.
 */
const KEY = Symbol.for('lakehouse-console.ports');
const holder = globalThis as { [KEY]?: Ports | undefined };

export const setCurrentPorts = (ports: Ports | null): void => { holder[KEY] = ports ?? undefined; };

/** Null before it has started and while it stops. */
export const portsWhileRunning = (): Ports | null => holder[KEY] ?? null;

/** The ports of the running console. Throws UNAVAILABLE before it has started and while it stops. */
export function currentPorts(): Ports {
  const ports = holder[KEY];
  if (ports === undefined) throw new AppError('UNAVAILABLE', 'The console is starting or stopping. Try again in a moment.', { retryAfterSeconds: 2 });
  return ports;
}
