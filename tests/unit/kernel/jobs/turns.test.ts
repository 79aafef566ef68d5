import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Turns } from '@/lib/kernel/jobs/turns';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('lets one person with one query pass another who has many waiting', async () => {
    const turns = new Turns({ total: 2, perPerson: 2, queuePerPerson: 10 });
    const order: string[] = [];
    const backs = new Map<string, () => void>();
    const enter = (person: string, id: string) => void turns.enter(person, id).then((back) => { order.push(id); backs.set(id, back); });
    for (const id of ['a1', 'a2', 'a3', 'a4']) enter('ann', id);
    enter('bob', 'b1');
    await settle();
    expect(order).toEqual(['a1', 'a2']);
    expect(turns.position('b1')).toBe(1);
    expect(turns.position('a3')).toBe(2);
    backs.get('a1')?.();
    await settle();
    expect(order).toEqual(['a1', 'a2', 'b1']);
  });

  it('refuses when too many wait, and lets a waiting one leave', async () => {
    const turns = new Turns({ total: 1, perPerson: 1, queuePerPerson: 1 });
    await turns.enter('ann', 'a1');
    const second = turns.enter('ann', 'a2');
    await expect(turns.enter('ann', 'a3')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(turns.leave('a2')).toBe(true);
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(turns.leave('a2')).toBe(false);
  });

  it('never runs more than its limits and gives everybody a turn in the end', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('ann', 'bob', 'cy'), { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), async (people, total, perPerson) => {
      const turns = new Turns({ total, perPerson, queuePerPerson: 100 });
      const now = new Map<string, number>();
      let served = 0;
      await Promise.all(people.map(async (person, index) => {
        const back = await turns.enter(person, String(index));
        now.set(person, (now.get(person) ?? 0) + 1);
        expect(now.get(person)).toBeLessThanOrEqual(perPerson);
        expect([...now.values()].reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(total);
        await settle();
        now.set(person, (now.get(person) ?? 1) - 1);
        served += 1;
        back();
      }));
      expect(served).toBe(people.length);
    }), { numRuns: 30 });
  });
});
