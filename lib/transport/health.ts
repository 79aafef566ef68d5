import { notReady } from '@/lib/features/system';
import { portsWhileRunning } from '@/lib/kernel/current-ports';

export interface Readiness {
  readonly ready: boolean;
  /** which parts do not answer; nothing about how, as anybody may ask */
  readonly notReady: readonly string[];
}

/** Asks every part whether it answers. */
export async function readiness(): Promise<Readiness> {
  const ports = portsWhileRunning();
  const names = ports === null ? ['console'] : await notReady(ports);
  return { ready: names.length === 0, notReady: names };
}
