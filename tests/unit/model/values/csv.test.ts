import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_LINE_END, csvField, csvHeader, csvRecord } from '@/lib/model/values/csv';
import { parseType } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';

const column = (name: string, type: string): Column => ({ name, type: parseType(type)! });

/** A reader of RFC 4180 that keeps a quoted empty field apart from an empty one. */
function parse(text: string): (string | null)[] {
  const fields: (string | null)[] = [];
  let rest = text;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const plain = /^[^,"\r\n]*/.exec(rest)![0];
    fields.push(quoted ? quoted[1]!.replaceAll('""', '"') : plain === '' ? null : plain);
    rest = rest.slice(quoted ? quoted[0].length : plain.length);
    if (rest === '') return fields;
    expect(rest[0]).toBe(',');
    rest = rest.slice(1);
  }
}

describe('csv', () => {
  it('gives any text back, and null apart from empty text', () => {
    const columns = [column('a', 'varchar'), column('b', 'varchar'), column('c', 'varchar')];
    const cell = fc.option(fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', '=', 'é') }), { nil: null });
    fc.assert(fc.property(fc.tuple(cell, cell, cell), (row) => {
      expect(parse(csvRecord(row, columns))).toEqual(row);
    }));
  });

  it('writes cells as the API sends them', () => {
    const columns = [column('n', 'bigint'), column('d', 'double'), column('l', 'array(varchar)'), column('b', 'boolean')];
    expect(csvRecord(['9223372036854775807', -0, ['a,b', null], true], columns)).toBe('9223372036854775807,-0,"[""a,b"",null]",true');
    expect(csvHeader([column('a', 'bigint'), column('b "x"', 'bigint')])).toBe('a,"b ""x"""');
    expect(csvField('')).toBe('""');
    expect(CSV_LINE_END).toBe('\r\n');
  });

  it('disarms formulas only for a spreadsheet, and only in text', () => {
    const columns = [column('t', 'varchar'), column('n', 'bigint')];
    expect(csvRecord(['=cmd()', '-1'], columns)).toBe('=cmd(),-1');
    expect(csvRecord(['=cmd()', '-1'], columns, { spreadsheet: true })).toBe("'=cmd(),-1");
    for (const first of ['+', '-', '@', '\t']) expect(csvRecord([`${first}1`, null], columns, { spreadsheet: true })).toBe(`'${first}1,`);
    expect(csvRecord(['\r1', null], columns, { spreadsheet: true })).toBe('"\'\r1",');
  });
});
