import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueryRun } from '@/lib/features/queries/run';

const run = () => new QueryRun({ id: 'q', userId: 'u', userName: 'ann', sql: 'SELECT 1', catalog: null, schema: null, rowLimit: null, via: 'api', submittedAt: new Date(0) });
/** Whether a promise has resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => { done = true; });
  await vi.advanceTimersByTimeAsync(0);
  return done;
}

describe('who waits for rows', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });
  const never = new AbortController().signal;

  it('is woken by the next ones, each who waits', async () => {
    const one = run();
    const [first, second] = [one.news(1000, never), one.news(1000, never)];
    expect([await isDone(first), await isDone(second)]).toEqual([false, false]);
    one.tell();
    expect([await isDone(first), await isDone(second), await isDone(one.news(1000, never))]).toEqual([true, true, false]);
  });
  it('waits no longer than it said', async () => {
    const news = run().news(1000, never);
    await vi.advanceTimersByTimeAsync(999);
    expect(await isDone(news)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isDone(news)).toBe(true);
  });
  it('has its page before what can wait for it, which waits no longer than it said', async () => {
    const one = run();
    expect(await isDone(one.served(100))).toBe(true);
    let arrive: (page: string) => void = () => undefined;
    const page = one.serve(new Promise<string>((resolve) => { arrive = resolve; }));
    const failing = one.serve(Promise.reject(new Error('no page')));
    const [soon, late] = [one.served(100), one.served(1000)];
    await expect(failing).rejects.toThrow('no page');
    expect(await isDone(soon)).toBe(false);
    // 100 ms, and 20 for what has been read to leave
    await vi.advanceTimersByTimeAsync(119);
    expect(await isDone(soon)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([await isDone(soon), await isDone(late)]).toEqual([true, false]);
    arrive('rows');
    expect([await page, await isDone(late)]).toEqual(['rows', false]);
    await vi.advanceTimersByTimeAsync(20);
    expect([await isDone(late), await isDone(one.served(100))]).toEqual([true, true]);
  });
  it('has its page first, also when it begins to read in the turn in which it was told', async () => {
    const one = run();
    let arrive: (page: string) => void = () => undefined;
    const reading = one.news(1000, never).then(() => one.serve(new Promise<string>((resolve) => { arrive = resolve; })));
    one.tell();
    const served = one.served(1000);
    await vi.advanceTimersByTimeAsync(500);
    expect(await isDone(served)).toBe(false);
    arrive('rows');
    expect(await reading).toBe('rows');
    await vi.advanceTimersByTimeAsync(20);
    expect(await isDone(served)).toBe(true);
  });
  it('is let go when it has left, also before it came', async () => {
    const left = new AbortController();
    const news = run().news(1000, left.signal);
    left.abort();
    expect([await isDone(news), await isDone(run().news(1000, left.signal))]).toEqual([true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
