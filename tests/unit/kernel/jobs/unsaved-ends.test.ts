import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UnsavedEnds } from '@/lib/kernel/jobs/unsaved-ends';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** Ends whose database can be full. */
function ends() {
  const unsaved = new UnsavedEnds();
  const state = { isFull: true, tried: [] as string[], saved: [] as string[] };
  const keep = (id: string): void => unsaved.keep(id, async () => { state.tried.push(id); return !state.isFull; }, () => void state.saved.push(id));
  return { unsaved, state, keep };
}

it('tries again until the database takes them, one at a time while it does not, and then all', async () => {
  const { state, keep } = ends();
  keep('a');
  keep('b');
  await vi.advanceTimersByTimeAsync(6000);
  expect([state.tried, state.saved]).toEqual([['a', 'a', 'a'], []]);
  state.isFull = false;
  await vi.advanceTimersByTimeAsync(2000);
  expect(state.saved).toEqual(['a', 'b']);
  state.tried = [];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.tried).toEqual([]);
  keep('c');
  await vi.advanceTimersByTimeAsync(2000);
  expect(state.saved).toEqual(['a', 'b', 'c']);
});

it('tries once more when the console stops, and never after that', async () => {
  const { unsaved, state, keep } = ends();
  keep('a');
  state.isFull = false;
  await unsaved.close();
  expect(state.saved).toEqual(['a']);
  state.isFull = true;
  keep('b');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.tried).toEqual(['a']);
});
