import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mapBounded } from '@/lib/core/catalog/bounded';

it('maps in order, with no more under way than are allowed', async () => {
  let [running, most] = [0, 0];
  const doubled = await mapBounded([5, 1, 3, 2, 4], 2, async (item, index) => {
    most = Math.max(most, (running += 1));
    await pause(item);
    running -= 1;
    return [item * 2, index];
  });
  expect(doubled).toEqual([[10, 0], [2, 1], [6, 2], [4, 3], [8, 4]]);
  expect(most).toBe(2);
  expect(await mapBounded([], 2, async () => 1)).toEqual([]);
});

// who cleans up after a failure must not be overtaken by what was still being written
it('fails with the first failure, begins nothing after it, and only when nothing is under way', async () => {
  const events: string[] = [];
  const mapped = mapBounded(['slow', 'fails', 'never'], 2, async (item) => {
    events.push(`${item} begins`);
    await pause(item === 'slow' ? 30 : 1);
    if (item === 'fails') throw new Error('no room');
    events.push(`${item} ends`);
  });
  await expect(mapped).rejects.toThrow('no room');
  expect(events).toEqual(['slow begins', 'fails begins', 'slow ends']);
});
