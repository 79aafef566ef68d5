import { isAppError } from '@/lib/model/errors';
import { portsWhileRunning } from '@/lib/kernel/current-ports';

/** What is no AppError says nothing outside; the log has it under the request's id. */
export function logUnexpected(error: unknown, request: { readonly requestId: string; readonly route: string; readonly signal: AbortSignal }): void {
  if (request.signal.aborted || (isAppError(error) && error.code !== 'INTERNAL')) return;
  portsWhileRunning()?.log.error({ error, requestId: request.requestId, route: request.route }, 'A request failed for a reason of the console');
}
