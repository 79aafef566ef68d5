import { z } from 'zod';
import { AppError, invalidInput } from '@/lib/model/errors';
import { routes } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { announceAccessEnded } from '@/lib/kernel/identity/access-ended';
import { hashPassword, withTurn } from '@/lib/kernel/identity/passwords';
import { fingerprint, newLinkSecret } from '@/lib/kernel/identity/secrets';
import { revokeSessions } from '@/lib/kernel/identity/sessions';
import { newPassword, userName } from '@/lib/kernel/identity/user-names';
import { giveGrant } from './give-grant';
import { presentUser } from './present';
import { disable, insertSetupLink, insertUser, lastingAdmins, listUserRows, savePasswordHash, takeSetupLink, userByName } from './store';

const HOUR = 3_600_000;
const LINK_HOURS = 24;
const managePeople = { privilege: 'manage', securable: securables.admin('users') } as const;

/** A link, valid once for 24 hours, with which this person sets a password. */
export async function setupLink(ctx: Context, userId: string): Promise<string> {
  const secret = newLinkSecret();
  await insertSetupLink(ctx, userId, fingerprint(secret), new Date(ctx.now().getTime() + LINK_HOURS * HOUR));
  return `${ctx.ports.settings.publicUrl}${routes.setup(secret)}`;
}

/** Makes a person with one role on one thing; without a password, a link to set one. */
export const createUser = command({
  name: 'user.create',
  input: z.object({ name: userName, role: z.string().min(1).max(50), on: z.string().min(1).max(2000), password: newPassword.optional() }),
  permission: managePeople,
  audit: 'mutation',
  transactional: true,
  async run(ctx, { name, role, on, password }) {
    const hash = password === undefined ? null : await withTurn(() => hashPassword(password));
    const id = await insertUser(ctx, name);
    if (hash !== null) await savePasswordHash(ctx, id, hash);
    const grant = await giveGrant(ctx, { principal: `user/${name}`, role, on });
    ctx.note({ after: { id, name, role, on, grant: grant.id } });
    return { id, name, link: hash === null ? await setupLink(ctx, id) : null };
  },
});

/** Sets somebody's password, or makes a link for it. All sessions of that person end. */
export const resetPassword = command({
  name: 'user.reset-password',
  input: z.object({ name: userName, password: newPassword.optional() }),
  permission: managePeople,
  audit: 'mutation',
  transactional: true,
  async run(ctx, { name, password }) {
    const user = await userByName(ctx, name);
    if (user.disabledAt !== null) throw new AppError('CONFLICT', `The user ${user.name} is disabled.`);
    ctx.note({ user: user.name, by: password === undefined ? 'link' : 'password' });
    if (password === undefined) return { link: await setupLink(ctx, user.id) };
    await savePasswordHash(ctx, user.id, await withTurn(() => hashPassword(password)));
    await revokeSessions(ctx.ports.db, { userId: user.id }, ctx.now());
    return { link: null };
  },
});

/** Takes all access away: sessions and tokens end, queries that run are stopped. The last admin cannot be disabled. */
export const disableUser = command({
  name: 'user.disable',
  input: z.object({ name: userName }),
  permission: managePeople,
  audit: 'mutation',
  async run(ctx, { name }) {
    const user = await userByName(ctx, name);
    ctx.note({ user: user.name });
    if (user.disabledAt !== null) return { ok: true as const };
    await ctx.ports.db.transaction(async () => {
      if ((await lastingAdmins(ctx, {})) > 0 && (await lastingAdmins(ctx, { userId: user.id })) === 0) throw new AppError('CONFLICT', `${user.name} is the last admin. Make another person admin first.`);
      await disable(ctx, user.id);
      await revokeSessions(ctx.ports.db, { userId: user.id }, ctx.now());
    });
    announceAccessEnded({ userId: user.id });
    return { ok: true as const };
  },
});

export const listUsers = command({
  name: 'user.list',
  input: z.object({}),
  permission: { privilege: 'read', securable: securables.admin('users') },
  audit: 'none',
  run: async (ctx) => ({ items: (await listUserRows(ctx)).map(presentUser), next: null }),
});

/** The page of a link: sets the password of the person that the link was made for. */
export const completeSetup = command({
  name: 'user.complete-setup',
  input: z.object({ token: z.string().min(16).max(200), password: newPassword }),
  permission: 'public',
  audit: 'mutation',
  transactional: true,
  async run(ctx, { token, password }) {
    const hash = await withTurn(() => hashPassword(password));
    const person = await takeSetupLink(ctx, fingerprint(token));
    if (person === null) throw invalidInput('This link is used up or too old. Ask for a new one, or start the console again when no admin has a password yet.', { token: 'used up or too old' });
    await savePasswordHash(ctx, person.userId, hash);
    await revokeSessions(ctx.ports.db, { userId: person.userId }, ctx.now());
    ctx.note({ user: person.name });
    return { ok: true as const };
  },
});
