import { currentPorts } from '@/lib/kernel/current-ports';

const WAIT_MS = 5000;

export interface Readiness {
  readonly ready: boolean;
  /** which parts do not answer; nothing about how, as anybody may ask */
  readonly notReady: readonly string[];
}

/** Asks every part whether it answers. */
export async function readiness(): Promise<Readiness> {
  let ports;
  try {
    ports = currentPorts();
  } catch {
    return { ready: false, notReady: ['console'] };
  }
  const { db, store, engine, log } = ports;
  const parts: readonly (readonly [name: string, check: () => Promise<unknown>])[] = [['database', () => db.check()], ['files', () => store.list('/', { limit: 1 })], ['engine', () => engine.check()]];
  const states = await Promise.all(parts.map(async ([name, check]) => {
    try {
      await Promise.race([check(), new Promise((_, reject) => setTimeout(() => reject(new Error(`no answer within ${WAIT_MS} ms`)), WAIT_MS).unref())]);
      return null;
    } catch (error) {
      log.warn({ part: name, error }, 'A part is not ready');
      return name;
    }
  }));
  const notReady = states.filter((name) => name !== null);
  return { ready: notReady.length === 0, notReady };
}
