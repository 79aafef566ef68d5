import { AppError } from '@/lib/model/errors';

/** Beside the ports and not in them: no verb has any use for it. */
const KEY = Symbol.for('lakehouse-console.auth-secret');
const holder = globalThis as { [KEY]?: string | undefined };

export const setAuthSecret = (secret: string): void => { holder[KEY] = secret; };

export function currentAuthSecret(): string {
  const secret = holder[KEY];
  if (secret === undefined) throw new AppError('UNAVAILABLE', 'The console is starting. Try again in a moment.', { retryAfterSeconds: 2 });
  return secret;
}
