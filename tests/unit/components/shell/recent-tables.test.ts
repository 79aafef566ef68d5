import { describe, expect, it } from 'vitest';
import { parseRecent, withRecent, type RecentTable } from '@/components/shell/recent-tables';

const seen = (table: string, minute = 0): RecentTable => ({ catalog: 'lake', namespace: 'shop', table, at: new Date(minute * 60_000).toISOString() });

describe('recent tables', () => {
  it('puts the newest in front, each once, and keeps eight', () => {
    let list: readonly RecentTable[] = [];
    for (const [index, name] of ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].entries()) list = withRecent(list, seen(name, index)) ?? list;
    expect(list.map(({ table }) => table)).toEqual(['i', 'h', 'g', 'f', 'e', 'd', 'c', 'a']);
  });
  it('writes nothing down for a second look at the newest within ten minutes', () => {
    const list = [seen('a', 0), seen('b', 0)];
    expect(withRecent(list, seen('a', 9))).toBeNull();
    expect(withRecent(list, seen('a', 10))?.[0]?.at).toBe(seen('a', 10).at);
  });
  it('stays within what a preference holds', () => {
    let list: readonly RecentTable[] = [];
    for (let index = 0; index < 12; index += 1) list = withRecent(list, seen(`${index}${'n'.repeat(700)}`, index)) ?? list;
    expect(JSON.stringify(list).length).toBeLessThanOrEqual(3800);
    expect(list[0]?.table.startsWith('11n')).toBe(true);
    expect(withRecent(list, seen('x'.repeat(5000), 99))).toBeNull();
  });
  it('reads what it wrote, and nothing from anything else', () => {
    expect(parseRecent(JSON.stringify([seen('a')]))).toEqual([seen('a')]);
    expect([parseRecent(undefined), parseRecent('{'), parseRecent('{"a":1}'), parseRecent('[{"catalog":1}]')]).toEqual([[], [], [], []]);
  });
});
