import { expect, it } from 'vitest';
import { travelledColumns } from '@/components/tables/snapshots/playhead/travelled-columns';

const field = (id: number, name: string, depth = 0) => ({ id, name, depth });

it('columns stand in the order of today; what came, went or is called otherwise is told by its id', () => {
  const columns = travelledColumns([field(1, 'id'), field(2, 'word'), field(3, 'old'), field(4, 'street', 1), field(5, 'last')], [field(1, 'id'), field(6, 'note'), field(5, 'last'), field(2, 'text')]);
  expect(columns.map(({ name, state, today }) => [name, state, today])).toEqual([['id', 'same', null], ['note', 'later', null], ['last', 'same', null], ['word', 'renamed', 'text'], ['old', 'gone', null]]);
});
it('a column of the same name and another id is another column', () => expect(travelledColumns([field(1, 'a')], [field(2, 'a')]).map(({ id, state }) => [id, state])).toEqual([[1, 'gone'], [2, 'later']]));
