import { z } from 'zod';
import { securables } from '@/lib/kernel/access/securables';
import { command } from '@/lib/kernel/command';
import { presentAudit } from './present';
import { listAuditRows } from './store-access';

/** The audit, newest first. Reading it is in it. */
export const listAudit = command({
  name: 'audit.list',
  input: z.object({ cursor: z.string().regex(/^\d{1,19}$/, 'is not one that this list gave').optional(), limit: z.number().int().min(1).max(1000).default(100), actor: z.string().max(200).optional(), action: z.string().max(100).optional(), requestId: z.string().max(100).optional() }),
  permission: { privilege: 'read', securable: securables.admin('audit') },
  audit: 'rows',
  async run(ctx, { cursor, limit, actor, action, requestId }) {
    const rows = await listAuditRows(ctx, { before: cursor === undefined ? null : BigInt(cursor), limit: limit + 1, ...(actor === undefined ? {} : { actor }), ...(action === undefined ? {} : { action }), ...(requestId === undefined ? {} : { requestId }) });
    const shown = rows.slice(0, limit);
    ctx.note({ rows: shown.length, filter: { actor, action, requestId } });
    return { items: shown.map(presentAudit), next: rows.length > limit ? shown.at(-1)?.seq.toString() ?? null : null };
  },
});
