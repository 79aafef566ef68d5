import { createHash } from 'node:crypto';
import type { AuditRecord } from '@/lib/ports/db/generated/client';
import type { Database } from '@/lib/ports/db/port';
import { AUDIT_START_HASH } from './record';

export interface ChainBreak {
  readonly seq: bigint;
  readonly reason: string;
}

/**
 * Walks the audit's chain from the oldest record that is kept to the head. Null when every hash covers its record and
 * the one before, no number is missing, and the columns say what the body says.
 */
export async function verifyAudit(db: Database): Promise<ChainBreak | null> {
  let last: { seq: bigint; hash: string } | null = null;
  for (;;) {
    const rows: AuditRecord[] = await db.client.auditRecord.findMany({ where: last === null ? {} : { seq: { gt: last.seq } }, orderBy: { seq: 'asc' }, take: 1000 });
    for (const row of rows) {
      const fault = (reason: string): ChainBreak => ({ seq: row.seq, reason });
      if (last === null ? row.seq === 1n && row.prevHash !== AUDIT_START_HASH : row.seq !== last.seq + 1n || row.prevHash !== last.hash) return fault('does not follow the record before');
      if (createHash('sha256').update(row.prevHash + row.body).digest('hex') !== row.hash) return fault('its text is not what was hashed');
      const body = JSON.parse(row.body) as { id?: unknown; action?: unknown; actor?: { id?: unknown }; decision?: unknown; outcome?: unknown; at?: unknown; securable?: unknown };
      if (body.id !== row.id || body.action !== row.action || body.actor?.id !== row.actorId || body.decision !== row.decision || body.outcome !== row.outcome || body.at !== row.at.toISOString() || body.securable !== row.securable) return fault('its columns are not what its text says');
      last = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < 1000) break;
  }
  const head = await db.client.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  if (last !== null && (head.seq !== last.seq || head.hash !== last.hash)) return { seq: last.seq, reason: 'records after it are missing' };
  return null;
}
