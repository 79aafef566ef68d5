import type { z } from 'zod';
import type { undo } from '../contract/writes';
import { problemFetch } from './problem';

export type Undo = z.infer<typeof undo>;

/** Sends the request that takes a write back, as the write's answer named it. Throws a `ProblemError` when it is refused. */
export async function sendUndo({ method, path, ifMatch, body }: Undo): Promise<void> {
  const headers = { ...(ifMatch === null ? {} : { 'if-match': ifMatch }), ...(body === null ? {} : { 'content-type': 'application/json' }) };
  await problemFetch(new Request(`${globalThis.location.origin}/api/v1${path}`, { method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) }));
}
