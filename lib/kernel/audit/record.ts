import type { Database } from '@/lib/ports/db/port';
import type { Because } from '../access/decide';
import { formatSecurable } from '../access/securables';
import type { Principal, Source } from '../context';

/** One line of the audit. An act has an intent before its effect and an outcome after; both carry `actId`. */
export interface AuditEntry {
  readonly at: Date;
  readonly kind: 'intent' | 'outcome';
  readonly actId: string;
  readonly action: string;
  readonly principal: Principal;
  readonly source: Source;
  readonly requestId: string;
  /** as formatSecurable writes it, or another name for what was acted on */
  readonly securable: string | null;
  readonly decision: 'allow' | 'deny' | 'error';
  readonly because: readonly Because[];
  readonly outcome: 'done' | 'failed' | 'conflict' | 'unknown' | null;
  readonly durationMs: number | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export const AUDIT_START_HASH = '0'.repeat(64);

/** The text that the hash covers. Keys in this order; the row's columns are copies of what is in it. */
export function auditBody(id: string, entry: AuditEntry): string {
  const { principal, source } = entry;
  return JSON.stringify({
    id, at: entry.at.toISOString(), kind: entry.kind, actId: entry.actId, action: entry.action,
    actor: { type: principal.kind, id: principal.id, name: principal.name, via: principal.via },
    source: { ip: source.ip, agent: source.agent, via: source.via }, requestId: entry.requestId, securable: entry.securable,
    decision: entry.decision, because: entry.because.map(({ grantId, privilege, on, role }) => ({ grantId, privilege, on: formatSecurable(on), role })),
    outcome: entry.outcome, durationMs: entry.durationMs, details: entry.details,
  }, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/**
 * Appends one record: a single statement moves the head of the chain and inserts, so that no two records share a
 * predecessor, whoever writes at once. Inside an open transaction it is part of it.
 */
export async function appendAudit(db: Database, entry: AuditEntry): Promise<string> {
  const id = crypto.randomUUID();
  const body = auditBody(id, entry);
  const { principal, source } = entry;
  await db.client.$executeRaw`
    WITH head AS (
      UPDATE "AuditHead" SET seq = seq + 1, "prevHash" = hash, hash = encode(sha256(convert_to(hash || ${body}, 'UTF8')), 'hex') WHERE id = 1
      RETURNING seq, "prevHash", hash
    )
    INSERT INTO "AuditRecord" (seq, id, at, kind, "actId", action, "actorType", "actorId", "actorName", via, ip, "requestId", securable, decision, outcome, body, "prevHash", hash)
    SELECT seq, ${id}, ${entry.at}, ${entry.kind}, ${entry.actId}, ${entry.action}, ${principal.kind}, ${principal.id}, ${principal.name}, ${source.via},
      ${source.ip}, ${entry.requestId}, ${entry.securable}, ${entry.decision}, ${entry.outcome}, ${body}, "prevHash", hash FROM head`;
  return id;
}
