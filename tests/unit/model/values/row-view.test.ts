import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterText, OPERATORS, parseFilter, parseSort, sortText, takesValue } from '@/lib/model/values/row-view';

describe('the text of a view', () => {
  it('is read back as it was, whatever the values hold', () => {
    const condition = fc.record({ column: fc.integer({ min: 0, max: 9999 }), is: fc.constantFrom(...OPERATORS), value: fc.string({ unit: 'grapheme' }) })
      .map((given) => (takesValue(given.is) ? { ...given, value: given.value.toWellFormed() } : { ...given, value: '' }));
    fc.assert(fc.property(fc.array(condition, { maxLength: 32 }), (filter) => { expect(parseFilter(filterText(filter))).toEqual(filter); }));
    const keys = fc.uniqueArray(fc.record({ column: fc.integer({ min: 0, max: 9999 }), direction: fc.constantFrom('asc' as const, 'desc' as const) }), { maxLength: 8, selector: ({ column }) => column });
    fc.assert(fc.property(keys, (sort) => { expect(parseSort(sortText(sort))).toEqual(sort); }));
  });

  it('is written so that a person can read it', () => {
    expect(sortText([{ column: 2, direction: 'desc' }, { column: 0, direction: 'asc' }])).toBe('2:desc,0:asc');
    expect(filterText([{ column: 2, is: 'contains', value: "a,b:c'" }, { column: 0, is: 'null', value: '' }])).toBe("2:contains:a%2Cb%3Ac',0:null");
  });

  it.each(['0', '0:up', '0:asc,', '0:asc,0:desc', '-1:asc', '0:asc;1:asc', Array.from({ length: 9 }, (_, at) => `${at}:asc`).join(',')])('names no order: %j', (text) => {
    expect(parseSort(text)).toBeNull();
  });
  it.each(['0', '0:eq', '0:null:x', '0:like:x', '0:eq:%', 'a:eq:1', '0:eq:1,', Array.from({ length: 33 }, () => '0:null').join(',')])('is no filter: %j', (text) => {
    expect(parseFilter(text)).toBeNull();
  });
});
