import { describe, expect, it } from 'vitest';
import { laneRows } from '@/components/tables/snapshots/timeline/lane-rows';
import { rowPlaces } from '@/components/tables/snapshots/timeline/scene';
import { madeHistory } from './made-history';

const lanes = [{ name: 'main', head: 'd', dropped: false }, { name: 'audit', head: 'x', dropped: false }, { name: 'eod', head: 't', dropped: false }, { name: 'no branch', head: 'z', dropped: true }, { name: 'no branch', head: 'y', dropped: true }, { name: 'no branch', head: 'w', dropped: true }];
const history = madeHistory([
  { id: 'a', minute: 0 }, { id: 'b', minute: 10, parent: 'a' }, { id: 't', minute: 11, lane: 2 }, { id: 'y', minute: 12, parent: 'b', lane: 4 }, { id: 'w', minute: 13, parent: 'a', lane: 5 },
  { id: 'c', minute: 20, parent: 'b' }, { id: 'x', minute: 21, parent: 'c', lane: 1 }, { id: 'd', minute: 30, parent: 'c' }, { id: 'z', minute: 31, parent: 'c', lane: 3 },
], { lanes, tags: [{ name: 'eod', snapshotId: 't' }] });

describe('rows of lanes', () => {
  const drawn = laneRows(history);
  it('are main, each branch, and what only tags or nothing holds', () => expect(drawn.rows.map(({ kind, label }) => `${kind} ${label}`)).toEqual(['main main', 'branch audit', 'tagged tagged', 'dropped dropped', 'dropped dropped']));
  it('are shared by dropped lines that do not lie over each other in time', () => {
    // z (20 to 31) and y (10 to 12) side by side; w (0 to 13) lies under y
    expect(drawn.lanes.map(({ row }) => row)).toEqual([0, 1, 2, 3, 3, 4]);
  });
  it('know what each lane grew from and where its head stands', () => {
    expect(drawn.lanes.map(({ parent }) => history.id[parent] ?? null)).toEqual([null, 'c', null, 'c', 'b', 'a']);
    expect(drawn.lanes.map(({ head }) => history.id[head])).toEqual(['d', 'x', 't', 'z', 'y', 'w']);
  });
  it('a thousand rollbacks one after the other are one row', () => {
    const many = Array.from({ length: 1000 }, (_, index) => [{ id: `m${index}`, minute: index * 10, ...(index > 0 ? { parent: `m${index - 1}` } : {}) }, { id: `r${index}`, minute: index * 10 + 5, parent: `m${index}`, lane: 1000 - index }]).flat();
    const rolled = laneRows(madeHistory(many, { lanes: [{ name: 'main', head: 'm999', dropped: false }, ...Array.from({ length: 1000 }, (_, index) => ({ name: 'no branch', head: `r${999 - index}`, dropped: true }))] }));
    expect(rolled.rows).toHaveLength(2);
  });
  it('lie below each other, with room for flags where there are tags', () => {
    const plain = rowPlaces(drawn, []);
    const tagged = rowPlaces(drawn, [0]);
    expect(plain.ys.every((y, index) => index === 0 || y > (plain.ys[index - 1] ?? 0))).toBe(true);
    expect(tagged.height).toBeGreaterThan(plain.height);
  });
});
