import type { Ports } from '@/lib/kernel/context';
import { partsOf } from './get-settings';

/** Names of the parts that do not answer; empty when the console is ready. Why goes into the log: anybody may ask. */
export async function notReady(ports: Ports): Promise<readonly string[]> {
  const failing = (await partsOf({ ports })).filter(({ state }) => state === 'failing');
  for (const { name, detail } of failing) ports.log.warn({ part: name, detail }, 'A part is not ready');
  return failing.map(({ name }) => name.toLowerCase());
}
