import { describe, expect, it } from 'vitest';
import { laneRows } from '@/components/tables/snapshots/timeline/lane-rows';
import { moveOfKey, moveTo, type Move } from '@/components/tables/snapshots/timeline/moves';
import { madeHistory } from './made-history';

const history = madeHistory([{ id: 'a', minute: 0 }, { id: 'b', minute: 1, parent: 'a' }, { id: 'x', minute: 2, parent: 'b', lane: 1 }, { id: 'c', minute: 3, parent: 'b' }, { id: 'y', minute: 9, parent: 'x', lane: 1 }], {
  lanes: [{ name: 'main', head: 'c', dropped: false }, { name: 'audit', head: 'y', dropped: false }],
});
const lanes = laneRows(history);
const go = (from: string | null, move: Move) => history.id[moveTo(history, lanes, history.placeOf(from), move)];

describe('moveTo', () => {
  it('goes to the parent and to the child on the same lane', () => expect([go('c', 'parent'), go('b', 'child'), go('x', 'parent'), go('x', 'child')]).toEqual(['b', 'c', 'b', 'y']));
  it('changes rows to the nearest in time', () => expect([go('c', 'down'), go('y', 'up'), go('a', 'down')]).toEqual(['x', 'c', 'x']));
  it('goes to the ends of its lane and stays where there is no way on', () => expect([go('b', 'first'), go('b', 'last'), go('a', 'parent'), go('y', 'down'), go('y', 'child')]).toEqual(['a', 'c', 'a', 'y', 'y']));
  it('starts at the newest, also from what is not there', () => expect([go(null, 'first'), go('gone', 'parent')]).toEqual(['y', 'y']));
  it('knows its keys', () => expect(['ArrowLeft', '[', 'z'].map(moveOfKey)).toEqual(['parent', 'first', null]));
});
