import type { Context } from '../context';
import { appendAudit } from './record';

/** Records a refusal that was decided inside a verb, such as a table in a statement that its person may not read. */
export function appendDenial(ctx: Context, action: string, securable: string, details: Readonly<Record<string, unknown>>): Promise<string> {
  return appendAudit(ctx.ports.db, {
    at: ctx.now(), kind: 'outcome', actId: crypto.randomUUID(), action, principal: ctx.principal, source: ctx.source, requestId: ctx.requestId,
    securable, decision: 'deny', because: [], outcome: 'failed', durationMs: null, details,
  });
}
