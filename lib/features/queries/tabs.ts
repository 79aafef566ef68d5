import { z } from 'zod';
import { command } from '@/lib/kernel/command';
import { deleteTab, insertTab, listTabs, updateTab, type SqlTab } from './store-tabs';

const id = z.string().min(8).max(64);
const present = (tab: SqlTab) => ({ ...tab, updatedAt: tab.updatedAt.toISOString() });

export const listSqlTabs = command({
  name: 'sql.tabs', audit: 'none', input: z.object({}), permission: 'authenticated',
  run: async (ctx) => ({ items: (await listTabs(ctx.ports.db, ctx.principal.id)).map(present), next: null }),
});

/** Drafts are one's own and change at every pause in typing, so they are kept but not audited. */
export const saveSqlTab = command({
  name: 'sql.save-tab', audit: 'none', permission: 'authenticated',
  input: z.object({ id, title: z.string().max(200), text: z.string().max(262_144), catalog: z.string().max(255).nullable(), schema: z.string().max(2000).nullable(), position: z.number(), queryId: z.string().max(64).nullable(), baseVersion: z.number().int().min(0).max(2_000_000_000).nullable() }),
  run: async (ctx, { baseVersion, ...tab }) => {
    const { db } = ctx.ports;
    return present(await (baseVersion === null ? insertTab(db, ctx.principal.id, tab, ctx.now()) : updateTab(db, ctx.principal.id, tab, baseVersion, ctx.now())));
  },
});

export const closeSqlTab = command({
  name: 'sql.close-tab', audit: 'none', input: z.object({ id }), permission: 'authenticated',
  run: async (ctx, input) => {
    await deleteTab(ctx.ports.db, ctx.principal.id, input.id);
    return { ok: true as const };
  },
});
