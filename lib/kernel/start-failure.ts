import { isAppError, isNoRoom } from '@/lib/model/errors';

/** Why the console did not start, for whoever started it: a sentence that says what to do, or where our own mistake lies. */
export function startFailure(error: unknown): string {
  if (isAppError(error)) return error.message;
  if (isNoRoom(error)) return 'There is no room left on the disk of the folder that LAKEHOUSE_HOME names. Make room and start again; nothing is lost.';
  return String(error instanceof Error ? error.stack : error);
}
