import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { hasEnded, next, outer, PHASES, type RunEvent } from '@/lib/features/queries/run-state';

const events: readonly RunEvent[] = ['start', 'work', 'drained', 'finish', 'fail', 'cancel', 'let-go', 'lose'];

describe('the states of a run', () => {
  it('never leaves an end', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...events)), (sequence) => {
      let phase: (typeof PHASES)[number] = 'queued';
      for (const event of sequence) {
        const after = next(phase, event);
        if (hasEnded(phase)) expect(after).toBe(phase);
        phase = after;
      }
    }));
  });
  it('runs from when an engine has it, whether rows come or not', () => {
    expect(next('starting', 'work')).toBe('running');
    expect(next('running', 'work')).toBe('running');
    expect(next('cancelling', 'work')).toBe('cancelling');
  });
  it('turns a failure during a cancel into the cancel', () => {
    expect(next('cancelling', 'fail')).toBe('cancelled');
    expect(next('cancelling', 'finish')).toBe('cancelling');
  });
  it('shows five states outside, a lost run as failed', () => {
    expect(PHASES.map(outer)).toEqual(['queued', 'running', 'running', 'running', 'finished', 'failed', 'running', 'cancelled', 'failed']);
  });
});
