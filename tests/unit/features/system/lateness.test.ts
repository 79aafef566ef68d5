import { describe, expect, it } from 'vitest';
import { lateness } from '@/lib/features/system/lateness';

const DAY = 86_400_000;

describe('lateness', () => {
  const daily = [0, 1, 2, 3, 4, 5].map((day) => day * DAY);
  it('is when the next commit was due, after three silent pauses', () => {
    expect(lateness(daily, 6 * DAY)).toBeNull();
    expect(lateness(daily, 8 * DAY)).toBeNull();
    expect(lateness(daily, 8 * DAY + 1)).toEqual({ usualPauseMs: DAY, dueMs: 6 * DAY });
  });
  it('takes the middle pause, so that one long holiday does not hide a silence', () => expect(lateness([0, 1, 2, 3, 300, 301, 302], 306)).toEqual({ usualPauseMs: 1, dueMs: 303 }));
  it('says nothing of a table with few commits, or of commits at one moment', () => {
    expect(lateness(daily.slice(0, 4), 90 * DAY)).toBeNull();
    expect(lateness([5, 5, 5, 5, 5, 5], DAY)).toBeNull();
  });
});
