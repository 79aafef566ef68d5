import type { LogicalType } from '@/lib/model/values/types';
import { bind, carrier } from '../emit/text';
import { scalar, type ScalarSignature, type SqlFunction } from './definition';
import { applied, hasNull } from './lists';
import type { Bound } from './signature';

/** Elements one after the other, until one decides: what comes after it is not computed, as in Trino. */
function anyTrue(list: string, { lambdas }: Bound, negated: boolean): string {
  const { names: [name], body } = lambdas.get(1)!;
  const test = negated ? `(NOT ${body.sql})` : body.sql;
  if (!body.fails) return bind([`list_transform(${list}, lambda ${name}: ${test})`], ([found]) => `CASE WHEN ${found} IS NULL THEN NULL WHEN list_contains(${found}, true) THEN true WHEN ${hasNull(found!)} THEN NULL ELSE false END`);
  const step = bind([applied([name!], ['next.x'], test)], ([hit]) => `CASE WHEN ${hit} THEN {'x': next.x, 'hit': true, 'none': so.none} ELSE {'x': next.x, 'hit': false, 'none': so.none OR ${hit} IS NULL} END`);
  const items = `list_transform(${list}, lambda x: {'x': x, 'hit': false, 'none': false})`;
  return bind([items], ([all]) => bind([`list_reduce(list_concat(${all}[1:1], ${all}), lambda so, next: CASE WHEN so.hit THEN so ELSE ${step} END)`], ([end]) =>
    `CASE WHEN ${all} IS NULL THEN NULL WHEN len(${all}) = 0 THEN false WHEN ${end}.hit THEN true WHEN ${end}.none THEN NULL ELSE false END`));
}

const matching = (name: string, emit: (list: string, bound: Bound) => string): SqlFunction =>
  scalar(name, { params: ['array(T)', 'fn(T)->boolean'], returns: 'boolean', emit: ([list], bound) => bind([list!.sql], ([l]) => emit(l!, bound)) });

/** The state and the element go along in one row, since the engine's own reduce has one type for both. */
const reduce: ScalarSignature = {
  params: ['array(T)', 'S', 'fn(S, T)->S', 'fn(S)->R'],
  returns: 'R',
  emit: ([list, start], { lambdas, types }) => {
    const [state, element] = [carrier(types.get('S')!), carrier(types.get('T') ?? UNKNOWN)];
    const [step, end] = [lambdas.get(2)!, lambdas.get(3)!];
    const items = `list_transform(${list!.sql}, lambda item: {'s': CAST(NULL AS ${state}), 'x': item})`;
    const folded = `list_reduce(${items}, lambda so, next: {'s': CAST(${applied(step.names, ['so.s', 'next.x'], step.body.sql)} AS ${state}), 'x': next.x}, {'s': CAST(${start!.sql} AS ${state}), 'x': CAST(NULL AS ${element})})`;
    return bind([folded], ([done]) => `CASE WHEN ${done} IS NULL THEN NULL ELSE ${applied(end.names, [`${done}.s`], end.body.sql)} END`);
  },
};
const UNKNOWN: LogicalType = { kind: 'unknown' };

export const LAMBDAS: readonly SqlFunction[] = [
  scalar('transform', { params: ['array(T)', 'fn(T)->U'], returns: 'array(U)', emit: ([list], { lambdas }) => `list_transform(${list!.sql}, lambda ${lambdas.get(1)!.names[0]}: ${lambdas.get(1)!.body.sql})` }),
  scalar('filter', { params: ['array(T)', 'fn(T)->boolean'], returns: 'array(T)', emit: ([list], { lambdas }) => `list_filter(${list!.sql}, lambda ${lambdas.get(1)!.names[0]}: ${lambdas.get(1)!.body.sql})` }),
  scalar('reduce', reduce),
  matching('any_match', (list, bound) => anyTrue(list, bound, false)),
  matching('all_match', (list, bound) => `(NOT ${anyTrue(list, bound, true)})`),
  matching('none_match', (list, bound) => `(NOT ${anyTrue(list, bound, false)})`),
  scalar('zip_with', {
    params: ['array(T)', 'array(U)', 'fn(T, U)->R'],
    returns: 'array(R)',
    emit: ([a, b], { lambdas }) => bind([a!.sql, b!.sql], ([x, y]) => `CASE WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL ELSE list_transform(range(1, greatest(len(${x}), len(${y})) + 1), lambda i: ${applied(lambdas.get(2)!.names, [`${x}[i]`, `${y}[i]`], lambdas.get(2)!.body.sql)}) END`),
  }),
];
