import { command } from '@/lib/kernel/command';
import { byId, ownRun, runs } from './own-run';
import { presentRun } from './present';

export const getQuery = command({
  name: 'query.get', audit: 'none', input: byId, permission: 'authenticated',
  run: async (ctx, { id }) => {
    const { record } = await ownRun(ctx, id, 'view_text_others');
    return presentRun(record, runs(ctx).turns.position(id));
  },
});
