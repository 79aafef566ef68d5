import type { z } from 'zod';
import { AppError, hasCode, isAppError } from '@/lib/model/errors';
import type { Because } from './access/decide';
import type { Privilege } from './access/privileges';
import { requireAccess } from './access/require-access';
import { formatSecurable, type Securable } from './access/securables';
import { appendAudit, type AuditEntry } from './audit/record';
import type { AuditDetails, Context } from './context';
import { withRights } from './new-context';
import { parseInput } from './parse-input';

export interface Need {
  readonly privilege: Privilege;
  readonly securable: Securable;
}
/** 'public': anybody, signed in or not. 'system': only the console itself (jobs, the command line of its owner). */
export type Demand = Need | readonly Need[] | 'public' | 'authenticated' | 'system';

export interface CommandDefinition<Input extends z.ZodType, Result> {
  /** noun.verb, as the audit shows it: `table.rollback` */
  readonly name: `${string}.${string}`;
  readonly input: Input;
  /** one sentence of policy; as a function when it depends on the input (or, for what is owned, on a look-up) */
  readonly permission: Demand | ((input: z.output<Input>, ctx: Context) => Demand | Promise<Demand>);
  /** `mutation`: intent before, outcome after. `rows`: recorded before rows leave. `none`: reads of metadata. */
  readonly audit: 'mutation' | 'rows' | 'none';
  /** the effect is in the database only: `run` and the outcome are one transaction */
  readonly transactional?: boolean;
  /** a mutation that a token with scope `read` may do all the same, such as asking a query or cancelling it */
  readonly withReadScope?: boolean;
  run(ctx: Context, input: z.output<Input>): Promise<Result>;
}

/** The only callable form of a verb. Throws AppErrors: INVALID_INPUT, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND and what `run` throws. */
export interface Verb<Input, Result> {
  (ctx: Context, input: Input): Promise<Result>;
  readonly definition: { readonly name: string; readonly audit: 'mutation' | 'rows' | 'none' };
}

/**
 * The seam: authorize, record the intent, run, record the outcome. A verb cannot be called around it, whoever calls:
 * the API, the Iceberg protocol, a job, the command line, another verb.
 */
export function command<Input extends z.ZodType, Result>(definition: CommandDefinition<Input, Result>): Verb<z.input<Input>, Result> {
  const verb = async (caller: Context, raw: z.input<Input>): Promise<Result> => {
    const notes: Record<string, unknown> = {};
    const ctx: Context = { ...(await withRights(caller)), note: (details: AuditDetails) => void Object.assign(notes, details) };
    const began = ctx.now();
    const act = { actId: crypto.randomUUID(), action: definition.name, principal: ctx.principal, source: ctx.source, requestId: ctx.requestId };
    const entry = (kind: AuditEntry['kind'], rest: Pick<AuditEntry, 'decision' | 'outcome' | 'because' | 'securable'>): AuditEntry => {
      const at = ctx.now();
      return { ...act, at, kind, durationMs: kind === 'intent' ? null : at.getTime() - began.getTime(), details: { ...notes }, ...rest };
    };
    if (definition.permission !== 'public') requireSignedIn(ctx);
    const input = parseInput(definition.input, raw);
    const { needs, because } = await authorize(definition, ctx, input, async (error, on) => {
      notes['refused'] = error.message;
      await appendAudit(ctx.ports.db, entry('outcome', { decision: 'deny', outcome: 'failed', because: [], securable: on }));
    });
    const securable = needs[0] === undefined ? null : formatSecurable(needs[0].securable);
    if (needs.length > 1) notes['needs'] = needs.map((need) => `${need.privilege} on ${formatSecurable(need.securable)}`);
    if (definition.audit === 'none') return definition.run(ctx, input);
    if (definition.audit === 'mutation') await appendAudit(ctx.ports.db, entry('intent', { decision: 'allow', outcome: null, because, securable }));
    const done = async (): Promise<Result> => {
      const result = await definition.run(ctx, input);
      await appendAudit(ctx.ports.db, entry('outcome', { decision: 'allow', outcome: 'done', because, securable }));
      return result;
    };
    if (definition.transactional === true || definition.audit === 'rows') {
      try {
        return await (definition.transactional === true ? ctx.ports.db.transaction(done) : done());
      } catch (error) {
        await recordFailure(ctx, entry('outcome', { decision: 'allow', outcome: outcomeOf(error), because, securable }), error);
        throw error;
      }
    }
    let result: Result;
    try {
      result = await definition.run(ctx, input);
    } catch (error) {
      await recordFailure(ctx, entry('outcome', { decision: 'allow', outcome: outcomeOf(error), because, securable }), error);
      throw error;
    }
    // The effect has happened: an audit that cannot be written now must not make it look as if it had not.
    await appendAudit(ctx.ports.db, entry('outcome', { decision: 'allow', outcome: 'done', because, securable })).catch((error: unknown) => {
      ctx.ports.log.error({ error, action: definition.name, actId: act.actId }, 'The outcome of an act could not be recorded');
    });
    return result;
  };
  return Object.assign(verb, { definition: { name: definition.name, audit: definition.audit } });
}

/** Throws UNAUTHENTICATED for somebody without a session or a token. */
export function requireSignedIn(ctx: Context): void {
  if (ctx.principal.kind === 'anonymous') throw new AppError('UNAUTHENTICATED', 'Sign in first, or send a token that is valid.');
}

async function authorize<Input extends z.ZodType, Result>(
  definition: CommandDefinition<Input, Result>, ctx: Context, input: z.output<Input>, deny: (error: AppError, securable: string | null) => Promise<void>,
): Promise<{ needs: readonly Need[]; because: readonly Because[] }> {
  let at: string | null = null;
  try {
    const demand = typeof definition.permission === 'function' ? await definition.permission(input, ctx) : definition.permission;
    const needs: readonly Need[] = typeof demand === 'string' ? [] : Array.isArray(demand) ? (demand as readonly Need[]) : [demand as Need];
    if (demand !== 'public') requireSignedIn(ctx);
    if (ctx.principal.kind === 'system') return { needs, because: [] };
    if (demand === 'system') throw new AppError('FORBIDDEN', 'Only the console itself does this.');
    if (definition.audit === 'mutation' && definition.withReadScope !== true && ctx.rights.scope === 'read') {
      throw new AppError('FORBIDDEN', 'This token may only read. Use one with the scope all.');
    }
    const because = needs.flatMap(({ privilege, securable }) => {
      at = formatSecurable(securable);
      return requireAccess(ctx.rights, privilege, securable, ctx.now());
    });
    return { needs, because };
  } catch (error) {
    if (isAppError(error) && (error.code === 'FORBIDDEN' || (error.code === 'NOT_FOUND' && at !== null))) await deny(error, at);
    throw error;
  }
}

function outcomeOf(error: unknown): 'failed' | 'conflict' | 'unknown' {
  if (hasCode(error, 'CONFLICT', 'ALREADY_EXISTS', 'PRECONDITION_FAILED')) return 'conflict';
  return isAppError(error) && error.outcome === 'none' ? 'failed' : 'unknown';
}

async function recordFailure(ctx: Context, entry: AuditEntry, cause: unknown): Promise<void> {
  const details = { ...entry.details, error: isAppError(cause) ? { code: cause.code, message: cause.message } : { code: 'INTERNAL' } };
  await appendAudit(ctx.ports.db, { ...entry, details }).catch((error: unknown) => {
    ctx.ports.log.error({ error, action: entry.action, actId: entry.actId }, 'The outcome of an act could not be recorded');
  });
}
