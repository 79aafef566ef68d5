import { describe, expect, it } from 'vitest';
import { cellFace } from '@/components/grid/cell-face';
import { parseType } from '@/lib/model/values/type-text';
import type { Cell } from '@/lib/model/values/types';

const face = (cell: Cell | undefined, type: string) => cellFace(cell, parseType(type)!);

describe('cellFace', () => {
  it('tells NULL, the empty text, and what is not here yet from the words themselves', () => {
    expect([face(null, 'varchar'), face('', 'varchar'), face(undefined, 'varchar'), face('null', 'varchar')].map(({ kind }) => kind)).toEqual(['null', 'empty', 'pending', 'value']);
  });
  it('keeps every digit of exact numbers, in threes', () => {
    expect([face('9223372036854775807', 'bigint').text, face('-0.10', 'decimal(38,2)').text, face(-0, 'double').text]).toEqual(['9,223,372,036,854,775,807', '-0.10', '-0']);
    expect([face(-1000, 'integer').text, face(999, 'smallint').text, face('-1234567.123456', 'decimal(38,6)').text, face(1234567.5, 'double').text]).toEqual(['-1,000', '999', '-1,234,567.123456', '1234567.5']);
  });
  it('puts a text of several lines on one', () => expect(face('a\r\nb\tc', 'varchar').text).toBe('a\u21b5b c'));
  it('cuts after three hundred letters, between whole characters', () => {
    expect(face('x'.repeat(301), 'varchar').text).toBe(`${'x'.repeat(300)}\u2026`);
    expect(face('x'.repeat(300), 'varchar').text).toBe('x'.repeat(300));
    expect(face(`${'x'.repeat(299)}\u{1F30A}${'x'.repeat(50)}`, 'varchar').text).toBe(`${'x'.repeat(299)}\u2026`);
  });
  it('cuts deep lists as well', () => {
    const deep = Array.from({ length: 2000 }, () => Array.from({ length: 2000 }, () => 'x'));
    const { text } = face(deep, 'array(array(varchar))');
    expect(text.length).toBe(301);
    expect(text.endsWith('\u2026')).toBe(true);
  });
  it('shows a list that was cut as cut', () => expect(face(Array.from({ length: 5000 }, () => ''), 'array(varchar)').text.endsWith('\u2026')).toBe(true));
  it('names the fields of rows and the keys of maps, and bytes as digits', () => {
    expect(face([1, 'x'], 'row(a integer, b varchar)').text).toBe('{a=1, b=x}');
    expect(face([['k', ['AQI=']]], 'map(varchar, array(varbinary))').text).toBe('{k=[0102]}');
    expect(face(btoa('\u0000'.repeat(1000)), 'varbinary').text).toBe(`${'0'.repeat(300)}\u2026`);
  });
});
