import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { deleteOldAudit, deleteOldSessions, oldAuditExists } from './store-sweep';

/** Removes what the settings no longer keep: old records of the audit, ended sessions, used links, throttle counts. */
export const sweepPeople = command({
  name: 'people.sweep',
  input: z.object({}),
  permission: 'system',
  audit: 'none',
  async run(ctx) {
    await deleteOldSessions(ctx);
    if (await oldAuditExists(ctx)) await sweepAudit(ctx, {});
  },
});

const sweepAudit = command({
  name: 'audit.sweep',
  input: z.object({}),
  permission: 'system',
  audit: 'mutation',
  transactional: true,
  run: async (ctx) => ctx.note({ removed: await deleteOldAudit(ctx) }),
});
