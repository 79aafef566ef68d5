import type { Ports } from '@/lib/kernel/context';
import { partsOf } from './get-settings';

/** Names of the parts that do not answer, with why; empty when the console is ready. */
export async function notReady(ports: Ports): Promise<readonly { readonly part: string; readonly why: string }[]> {
  return (await partsOf({ ports })).filter(({ state }) => state === 'failing').map(({ name, detail }) => ({ part: name, why: detail ?? 'It does not answer.' }));
}
