import { describe, expect, it } from 'vitest';
import { conditionOf, conditionWords, filteredBy, filterKinds, isSortable, sortedBy } from '@/components/grid/change-view';
import { profileOf } from '@/components/grid/column-profile';
import { conditionsOf } from '@/components/grid/filter-dialog';
import { readCell } from '@/lib/model/values/read-cell';
import { WHOLE } from '@/lib/model/values/row-view';
import { parseType } from '@/lib/model/values/type-text';
import type { Cell } from '@/lib/model/values/types';

const type = (text: string) => parseType(text)!;

describe('changing the view of a grid', () => {
  it('sorts by the column that was chosen last, then by those before it', () => {
    const twice = sortedBy(sortedBy(WHOLE, 0, 'asc'), 2, 'desc');
    expect(twice.sort).toEqual([{ column: 2, direction: 'desc' }, { column: 0, direction: 'asc' }]);
    expect(sortedBy(twice, 0, 'desc').sort).toEqual([{ column: 0, direction: 'desc' }, { column: 2, direction: 'desc' }]);
    expect(sortedBy(twice, 2, null).sort).toEqual([{ column: 0, direction: 'asc' }]);
    expect([1, 2, 3, 4, 5].reduce((view, column) => sortedBy(view, column, 'asc'), WHOLE).sort.map(({ column }) => column)).toEqual([5, 4, 3]);
  });
  it('replaces the conditions of one column and keeps those of the others', () => {
    const some = filteredBy(filteredBy(WHOLE, 0, [{ column: 0, is: 'null', value: '' }]), 1, [{ column: 1, is: 'gte', value: '1' }, { column: 1, is: 'lte', value: '2' }]);
    expect(filteredBy(some, 1, [{ column: 1, is: 'eq', value: '3' }]).filter).toEqual([{ column: 0, is: 'null', value: '' }, { column: 1, is: 'eq', value: '3' }]);
    expect(filteredBy(some, 0, []).filter.map(({ column }) => column)).toEqual([1, 1]);
  });
  it('offers of each type what the server takes', () => {
    expect([filterKinds(type('varchar'))[0], filterKinds(type('bigint'))[0], filterKinds(type('boolean'))[0], filterKinds(type('array(bigint)'))[0]]).toEqual(['contains', 'range', 'eq', 'null']);
    expect(['map(varchar, bigint)', 'row(a bigint)', 'unknown', 'varbinary', 'interval day to second'].map((text) => isSortable(type(text)))).toEqual([false, false, false, true, true]);
  });
  it.each<readonly [Cell, string]>([['9223372036854775807', 'bigint'], ['-0.10', 'decimal(38,2)'], [0.1, 'real'], ['NaN', 'double'], [false, 'boolean'], ['', 'varchar'], ['2024-02-29 23:59:59.123456 UTC', 'timestamp(6) with time zone'], ['0f0e0d0c-0b0a-0908-0706-050403020100', 'uuid']])('names the value of a cell so that it is read back: %j of %s', (cell, text) => {
    const condition = conditionOf(0, cell, type(text), true);
    expect(condition?.is).toBe('eq');
    const read = readCell(condition?.value ?? '', type(text));
    expect(String(read)).toBe(String(cell).replace(' UTC', ''));
  });
  it('names NULL, and nothing of what cannot be compared', () => {
    expect([conditionOf(0, null, type('array(bigint)'), true)?.is, conditionOf(0, null, type('bigint'), false)?.is]).toEqual(['null', 'notnull']);
    expect([conditionOf(0, ['1'], type('array(bigint)'), true), conditionOf(0, 'AA==', type('varbinary'), true)]).toEqual([null, null]);
    expect([conditionWords({ column: 0, is: 'eq', value: '' }), conditionWords({ column: 0, is: 'notnull', value: '' }), conditionWords({ column: 0, is: 'gte', value: '5' })]).toEqual(['is the empty text', 'is not null', 'from 5']);
  });
});

describe('the draft of a filter', () => {
  const draft = { kind: 'range' as const, value: '', from: '', to: '' };
  it('has no condition until it has a value', () => {
    expect([conditionsOf(draft, 1), conditionsOf({ ...draft, kind: 'contains' }, 1)]).toEqual([[], []]);
    expect(conditionsOf({ ...draft, to: '9' }, 1)).toEqual([{ column: 1, is: 'lte', value: '9' }]);
    expect(conditionsOf({ ...draft, kind: 'eq' }, 1)).toEqual([{ column: 1, is: 'eq', value: '' }]);
    expect(conditionsOf({ ...draft, kind: 'null', value: 'left over' }, 1)).toEqual([{ column: 1, is: 'null', value: '' }]);
  });
});

describe('a summary as a profile', () => {
  const summary = { rows: 10, nulls: 1, distinct: 9, distinctIsExact: false, least: null, greatest: null, bars: [], common: [] };
  it('writes ends exactly, and names frequent values', () => {
    expect(profileOf({ name: 'a', type: type('bigint') }, { ...summary, least: '-9223372036854775808', greatest: '9223372036854775807', bars: [1, 9] })).toEqual({ rows: 10, nulls: 1, distinct: 9, distinctIsExact: false, range: ['\u22129,223,372,036,854,775,808', '9,223,372,036,854,775,807'], bars: [1, 9], named: null });
    expect(profileOf({ name: 'a', type: type('varchar') }, { ...summary, least: 'a', greatest: 'b', common: [{ value: '', rows: 6 }, { value: 'b', rows: 3 }] })).toMatchObject({ range: null, bars: [6, 3], named: ['empty', 'b'] });
    expect(profileOf({ name: 'a', type: type('array(bigint)') }, summary)).toMatchObject({ range: null, bars: [], named: null });
  });
});
