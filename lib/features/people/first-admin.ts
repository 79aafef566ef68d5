import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { hashPassword, withTurn } from '@/lib/kernel/identity/passwords';
import { setupLink } from './accounts';
import { giveGrant } from './give-grant';
import { insertUser, isInstalled, listUserRows, markInstalled, savePasswordHash, userByName } from './store';

const NAME = 'admin';
const DONE = 'first-admin';

/**
 * Once in the life of a database: makes `admin`, its role, and its own grants to read and change data, which can be taken
 * back like any others. Until somebody has a password, each start makes a new link (or takes the password of the
 * setting). Returns the link to print, or null.
 */
export const prepareFirstAdmin = command({
  name: 'user.prepare-first-admin',
  input: z.object({}),
  permission: 'system',
  audit: 'mutation',
  transactional: true,
  async run(ctx) {
    const { adminPassword } = ctx.ports.settings;
    if (!(await isInstalled(ctx, DONE))) {
      const id = await insertUser(ctx, NAME);
      const reason = 'made at the first start';
      await giveGrant(ctx, { principal: NAME, role: 'admin', on: 'system', reason });
      for (const privilege of ['select', 'insert', 'update_delete']) await giveGrant(ctx, { principal: NAME, privilege, on: 'catalog/lake', reason });
      await markInstalled(ctx, DONE, id);
      ctx.note({ after: { user: NAME, role: 'admin', on: 'system', grants: ['select', 'insert', 'update_delete'], grantsOn: 'catalog/lake' } });
    }
    if ((await listUserRows(ctx)).some((user) => user.hasPassword && user.disabledAt === null)) return { link: null };
    const admin = await userByName(ctx, NAME);
    if (adminPassword === null) return { link: await setupLink(ctx, admin.id) };
    await savePasswordHash(ctx, admin.id, await withTurn(() => hashPassword(adminPassword)));
    return { link: null };
  },
});
