/** People: accounts, sessions, tokens, grants and the audit. */
export { changePassword, listSessions, me, revokeOtherSessions, revokeSession, setPreference } from './account';
export { completeSetup, createUser, disableUser, listUsers, resetPassword } from './accounts';
export { prepareFirstAdmin } from './first-admin';
export { grant, listGrants, revokeGrant } from './grants';
export { listAudit } from './list-audit';
export { sweepPeople } from './sweep';
export { createToken, createTokenFor, listTokens, revokeToken } from './tokens';
