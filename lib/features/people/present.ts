import type { GrantRow, UserRow } from './store';
import type { AuditRow, SessionRow, TokenRow } from './store-access';

const instant = (at: Date): string => at.toISOString();
const instantOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentUser = (row: UserRow) => ({ id: row.id, name: row.name, createdAt: instant(row.createdAt), disabledAt: instantOrNull(row.disabledAt), hasPassword: row.hasPassword });

export const presentSession = (row: SessionRow, currentId: string | null) => ({
  id: row.id, current: row.id === currentId, createdAt: instant(row.createdAt), lastSeenAt: instant(row.lastSeenAt),
  expiresAt: instant(row.expiresAt < row.absoluteExpiresAt ? row.expiresAt : row.absoluteExpiresAt), ip: row.ip, agent: row.agent,
});

export const presentToken = (row: TokenRow) => ({
  id: row.id, name: row.name, prefix: row.prefix, scope: row.scope === 'all' ? ('all' as const) : ('read' as const), createdAt: instant(row.createdAt),
  expiresAt: instant(row.expiresAt), lastUsedAt: instantOrNull(row.lastUsedAt), lastUsedIp: row.lastUsedIp,
});

/** `names` tells people by their id. */
export const presentGrant = (row: GrantRow, names: ReadonlyMap<string, string>) => ({
  id: row.id, principal: `${row.principalType}/${row.principalType === 'user' ? names.get(row.principalId) ?? row.principalId : row.principalId}`,
  privilege: row.privilege, role: row.role, on: row.securable, grantedBy: row.grantedBy, grantedAt: instant(row.grantedAt), expiresAt: instantOrNull(row.expiresAt), reason: row.reason,
});

export function presentAudit(row: AuditRow) {
  const body = JSON.parse(row.body) as { details?: Record<string, unknown>; because?: unknown; durationMs?: number | null };
  return {
    id: row.id, at: instant(row.at), kind: row.kind === 'intent' ? ('intent' as const) : ('outcome' as const), action: row.action, actor: row.actorName, via: row.via, ip: row.ip,
    requestId: row.requestId, securable: row.securable, decision: row.decision === 'deny' ? ('deny' as const) : row.decision === 'error' ? ('error' as const) : ('allow' as const), outcome: row.outcome,
    details: { ...body.details, because: body.because ?? [], durationMs: body.durationMs ?? null },
  };
}
