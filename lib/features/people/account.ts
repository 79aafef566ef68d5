import { z } from 'zod';
import { AppError, notFound } from '@/lib/model/errors';
import { formatSecurable, securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { checkPassword, hashPassword, withTurn } from '@/lib/kernel/identity/passwords';
import { revokeSessions } from '@/lib/kernel/identity/sessions';
import { countAttempt } from '@/lib/kernel/identity/throttle';
import { newPassword } from '@/lib/kernel/identity/user-names';
import { presentSession } from './present';
import { listGrantRows, passwordHash, savePasswordHash } from './store';
import { countPreferences, listSessionRows, preferencesOf, savePreference } from './store-access';

const PREFERENCES_MAX = 500;
const currentSession = (ctx: Context): string | null => (ctx.principal.via.kind === 'session' ? ctx.principal.via.sessionId : null);

/** Who asks, what he holds, and which acts that depend on no object he may do. */
export const me = command({
  name: 'account.me',
  input: z.object({}),
  permission: 'authenticated',
  audit: 'none',
  async run(ctx) {
    const { id, name, via } = ctx.principal;
    const rows = await listGrantRows(ctx, { principals: [{ type: 'user', id }], after: null, limit: 1000 });
    const lasting = rows.filter((row) => row.expiresAt === null || row.expiresAt > ctx.now());
    const roles = lasting.flatMap((row) => (row.role === null ? [] : [{ role: row.role, on: row.securable }]));
    const direct = ctx.rights.grants.filter((grant) => !lasting.some((row) => row.id === grant.grantId && row.role !== null));
    return {
      id, name, roles,
      grants: direct.map((grant) => ({ privilege: grant.privilege as string, on: formatSecurable(grant.on) })),
      via: via.kind === 'token' ? ('token' as const) : ('session' as const),
      can: {
        runQueries: ctx.can('run', securables.engine()),
        viewTextOfOthers: ctx.can('view_text_others', securables.engine()),
        killOthers: ctx.can('kill_others', securables.engine()),
        readAudit: ctx.can('read', securables.admin('audit')),
        readGrants: ctx.can('read', securables.admin('roles')),
        managePeople: ctx.can('manage', securables.admin('users')),
        manageRoles: ctx.can('manage', securables.admin('roles')),
        readSettings: ctx.can('read', securables.admin('settings')),
      },
      preferences: await preferencesOf(ctx, id),
    };
  },
});

/** Changes one's own password; every other session ends. Guessing the current one is throttled like signing in. */
export const changePassword = command({
  name: 'account.change-password',
  input: z.object({ current: z.string().min(1).max(200), next: newPassword }),
  permission: 'authenticated',
  audit: 'mutation',
  async run(ctx, { current, next }) {
    const { id, name } = ctx.principal;
    const attempt = await countAttempt(ctx.ports.db, name, ctx.source.ip, ctx.now());
    if (attempt.waitSeconds !== null) throw new AppError('TOO_MANY_REQUESTS', 'Too many attempts. Wait a few minutes.', { retryAfterSeconds: attempt.waitSeconds });
    const stored = await passwordHash(ctx, id);
    if (!(await withTurn(() => checkPassword(stored, current)))) throw new AppError('INVALID_INPUT', 'The current password is not right.', { fields: { current: 'is not right' } });
    await attempt.succeeded();
    const hash = await withTurn(() => hashPassword(next));
    await ctx.ports.db.transaction(async () => {
      await savePasswordHash(ctx, id, hash);
      await revokeSessions(ctx.ports.db, { userId: id, exceptId: currentSession(ctx) }, ctx.now());
    });
    return { ok: true as const };
  },
});

export const listSessions = command({
  name: 'session.list',
  input: z.object({}),
  permission: 'authenticated',
  audit: 'none',
  run: async (ctx) => ({ items: (await listSessionRows(ctx, ctx.principal.id)).map((row) => presentSession(row, currentSession(ctx))), next: null }),
});

/** Ends one of one's own sessions at once. */
export const revokeSession = command({
  name: 'session.revoke',
  input: z.object({ id: z.string().min(1).max(64) }),
  permission: 'authenticated',
  audit: 'mutation',
  transactional: true,
  async run(ctx, { id }) {
    ctx.note({ session: id });
    if ((await revokeSessions(ctx.ports.db, { userId: ctx.principal.id, id }, ctx.now())) === 0) throw notFound('session', id);
    return { ok: true as const };
  },
});

/** Ends all of one's sessions but the one that asks. */
export const revokeOtherSessions = command({
  name: 'session.revoke-others',
  input: z.object({}),
  permission: 'authenticated',
  audit: 'mutation',
  transactional: true,
  async run(ctx) {
    const ended = await revokeSessions(ctx.ports.db, { userId: ctx.principal.id, exceptId: currentSession(ctx) }, ctx.now());
    ctx.note({ ended });
    return { ended };
  },
});

/** Remembers a choice of a screen; no change of the lakehouse, so the audit does not hold it. */
export const setPreference = command({
  name: 'account.set-preference',
  input: z.object({ key: z.string().min(1).max(100), value: z.string().max(4000) }),
  permission: 'authenticated',
  audit: 'none',
  async run(ctx, { key, value }) {
    if ((await countPreferences(ctx, ctx.principal.id)) >= PREFERENCES_MAX) throw new AppError('TOO_LARGE', `At most ${PREFERENCES_MAX} choices are remembered for one person.`);
    await savePreference(ctx, ctx.principal.id, key, value);
    return { ok: true as const };
  },
});
