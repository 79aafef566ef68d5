import { z } from 'zod';
import { AppError } from '@/lib/model/errors';
import { command } from '@/lib/kernel/command';
import type { Context } from '@/lib/kernel/context';
import { newToken } from '@/lib/kernel/identity/secrets';
import { presentToken } from './present';
import { userByName } from './store';
import { insertToken, listTokenRows, revokeTokenRow } from './store-access';

const DAY = 86_400_000;
const TOKENS_MAX = 100;
const wanted = { name: z.string().trim().min(1).max(100), expiresInDays: z.number().int().min(1).max(366), scope: z.enum(['all', 'read']) };

/** The token itself is in this answer and nowhere else. */
async function makeToken(ctx: Context, userId: string, { name, expiresInDays, scope }: { name: string; expiresInDays: number; scope: 'all' | 'read' }) {
  if ((await listTokenRows(ctx, userId)).length >= TOKENS_MAX) throw new AppError('TOO_LARGE', `One person has at most ${TOKENS_MAX} tokens. Revoke some first.`);
  const { token, prefix, hash } = newToken();
  const row = await insertToken(ctx, { userId, name, prefix, hash, scope, expiresAt: new Date(ctx.now().getTime() + expiresInDays * DAY) });
  ctx.note({ after: { id: row.id, name, scope, expiresAt: row.expiresAt } });
  return { ...presentToken(row), token };
}

export const createToken = command({
  name: 'token.create',
  input: z.object(wanted),
  permission: 'authenticated',
  audit: 'mutation',
  transactional: true,
  run: (ctx, input) => makeToken(ctx, ctx.principal.id, input),
});

/** For the command line of the folder's owner. */
export const createTokenFor = command({
  name: 'token.create-for',
  input: z.object({ ...wanted, user: z.string().min(1).max(63) }),
  permission: 'system',
  audit: 'mutation',
  transactional: true,
  async run(ctx, { user, ...input }) {
    const owner = await userByName(ctx, user);
    if (owner.disabledAt !== null) throw new AppError('CONFLICT', `The user ${owner.name} is disabled.`);
    ctx.note({ user: owner.name });
    return makeToken(ctx, owner.id, input);
  },
});

export const listTokens = command({
  name: 'token.list',
  input: z.object({}),
  permission: 'authenticated',
  audit: 'none',
  run: async (ctx) => ({ items: (await listTokenRows(ctx, ctx.principal.id)).map(presentToken), next: null }),
});

/** Revokes one of one's own tokens at once. */
export const revokeToken = command({
  name: 'token.revoke',
  input: z.object({ id: z.string().min(1).max(64) }),
  permission: 'authenticated',
  audit: 'mutation',
  transactional: true,
  async run(ctx, { id }) {
    ctx.note({ token: id });
    await revokeTokenRow(ctx, ctx.principal.id, id);
    return { ok: true as const };
  },
});
