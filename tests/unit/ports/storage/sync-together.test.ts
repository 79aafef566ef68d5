import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syncTogether } from '@/lib/ports/storage/local/sync-folder';

/** A sync of a folder whose runs are let go one by one. */
function folder() {
  const runs: { end(error?: Error): void }[] = [];
  const key = String(Math.random());
  const ask = () => syncTogether(key, () => new Promise<void>((resolve, reject) => runs.push({ end: (error) => (error === undefined ? resolve() : reject(error)) })));
  return { runs, ask };
}
const turn = () => new Promise((resolve) => { setImmediate(resolve); });

describe('syncs of one folder', () => {
  it('are one for all who ask while an earlier one runs, and that begins after it', async () => {
    const { runs, ask } = folder();
    const first = ask();
    const others = [ask(), ask(), ask()];
    const answered: number[] = [];
    others.forEach((each, index) => void each.then(() => answered.push(index)));
    await turn();
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await first;
    await turn();
    expect([runs.length, answered]).toEqual([2, []]);
    runs[1]?.end();
    await Promise.all(others);
    const later = ask();
    expect(runs).toHaveLength(3);
    runs[2]?.end();
    await later;
  });

  it('that fail are told to all who waited for them, and to nobody after', async () => {
    const { runs, ask } = folder();
    const first = ask();
    const second = Promise.allSettled([ask(), ask()]);
    runs[0]?.end(new Error('the disk is gone'));
    await expect(first).rejects.toThrow('the disk is gone');
    await turn();
    runs[1]?.end(new Error('still'));
    expect((await second).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const third = ask();
    runs[2]?.end();
    await expect(third).resolves.toBeUndefined();
  });

  it('never answer who asked by one that had begun before', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('ask', 'end', 'turn'), { maxLength: 60 }), async (steps) => {
      const { runs, ask } = folder();
      let ended = 0;
      const asked: { readonly begunBefore: number; endedAtAnswer: number }[] = [];
      for (const step of [...steps, ...Array.from({ length: 70 }, () => ['end', 'turn'] as const).flat()]) {
        if (step === 'turn') await turn();
        if (step === 'end' && ended < runs.length) runs[ended++]?.end();
        if (step === 'ask') {
          const entry = { begunBefore: runs.length, endedAtAnswer: -1 };
          asked.push(entry);
          void ask().then(() => { entry.endedAtAnswer = ended; });
        }
      }
      await turn();
      // the run that answered has a number behind all that had begun before the question
      for (const { begunBefore, endedAtAnswer } of asked) expect(endedAtAnswer).toBeGreaterThan(begunBefore);
      expect(runs.length).toBeLessThanOrEqual(asked.length);
    }), { numRuns: 100 });
  });
});
