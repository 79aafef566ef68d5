import { z } from 'zod';
import { abilities, done, endpoint, instant, page, paged } from './parts';

export const me = z.object({
  id: z.string(), name: z.string(), roles: z.array(z.object({ role: z.string(), on: z.string() })), grants: z.array(z.object({ privilege: z.string(), on: z.string() })),
  via: z.enum(['session', 'token']), can: abilities.describe('acts that depend on no object: run queries, read the audit, manage people'),
  preferences: z.record(z.string(), z.string()),
});
export const sessionItem = z.object({ id: z.string(), current: z.boolean(), createdAt: instant, lastSeenAt: instant, expiresAt: instant, ip: z.string().nullable(), agent: z.string().nullable() });
export const tokenItem = z.object({ id: z.string(), name: z.string(), prefix: z.string(), scope: z.enum(['all', 'read']), createdAt: instant, expiresAt: instant, lastUsedAt: instant.nullable(), lastUsedIp: z.string().nullable() });
export const grantItem = z.object({ id: z.string(), principal: z.string(), privilege: z.string().nullable(), role: z.string().nullable(), on: z.string(), grantedBy: z.string(), grantedAt: instant, expiresAt: instant.nullable(), reason: z.string().nullable() });
export const auditItem = z.object({ id: z.string(), at: instant, kind: z.enum(['intent', 'outcome']), action: z.string(), actor: z.string(), via: z.string(), ip: z.string().nullable(), requestId: z.string().nullable(), securable: z.string().nullable(), decision: z.enum(['allow', 'deny', 'error']), outcome: z.string().nullable(), details: z.record(z.string(), z.unknown()) });
const byId = z.object({ id: z.string().min(1).max(64) });
const account = 'Account';

export const people = {
  setup: endpoint('POST', '/setup', account, "Set the first admin's password with the link that the first start printed").input(z.object({ token: z.string().min(16).max(200), password: z.string().min(12).max(200) })).output(done),
  me: endpoint('GET', '/account', account, 'Who you are and what you may do').output(me),
  password: endpoint('POST', '/account/password', account, 'Change your password; other sessions end').input(z.object({ current: z.string().min(1).max(200), next: z.string().min(12).max(200) })).output(done),
  sessions: endpoint('GET', '/account/sessions', account, 'Where you are signed in').output(page(sessionItem)),
  revokeSession: endpoint('DELETE', '/account/sessions/{id}', account, 'End a session at once').input(byId).output(done),
  revokeOthers: endpoint('POST', '/account/sessions/revoke-others', account, 'End all sessions but this one').input(z.object({})).output(z.object({ ended: z.number() })),
  preference: endpoint('PUT', '/account/preferences/{key}', account, 'Remember a choice').input(z.object({ key: z.string().min(1).max(100), value: z.string().max(4000) })).output(done),
  tokens: endpoint('GET', '/tokens', account, 'Your API tokens').output(page(tokenItem)),
  createToken: endpoint('POST', '/tokens', account, 'Make a token; it is shown this once', 201).input(z.object({ name: z.string().min(1).max(100), expiresInDays: z.number().int().min(1).max(366), scope: z.enum(['all', 'read']) })).output(tokenItem.extend({ token: z.string() })),
  revokeToken: endpoint('DELETE', '/tokens/{id}', account, 'Revoke a token at once').input(byId).output(done),
  grants: endpoint('GET', '/grants', 'Access', 'Grants and role assignments').input(z.object({ ...paged, principal: z.string().max(200).optional() })).output(page(grantItem)),
  grant: endpoint('POST', '/grants', 'Access', 'Grant a privilege or assign a role', 201).input(z.object({ principal: z.string().min(1).max(200), privilege: z.string().max(50).optional(), role: z.string().max(50).optional(), on: z.string().min(1).max(2000).describe('catalog/lake, namespace/lake/shop, table/lake/shop/orders, engine, admin, system'), reason: z.string().max(500).optional(), expiresAt: instant.optional() })).output(grantItem),
  revoke: endpoint('DELETE', '/grants/{id}', 'Access', 'Take a grant back').input(byId).output(done),
  audit: endpoint('GET', '/audit', 'Access', 'The audit, newest first').input(z.object({ ...paged, actor: z.string().max(200).optional(), action: z.string().max(100).optional(), requestId: z.string().max(100).optional() })).output(page(auditItem)),
};
