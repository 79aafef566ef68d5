import { describe, expect, it } from 'vitest';
import { cellText, hexOfBase64 } from '@/lib/model/values/cell-text';
import { parseType } from '@/lib/model/values/type-text';
import type { Cell } from '@/lib/model/values/types';

const shown = (cell: Cell, type: string): string => cellText(cell, parseType(type)!);

describe('cellText', () => {
  it('shows scalars as they came', () => {
    expect(shown(null, 'bigint')).toBe('NULL');
    expect(shown('9223372036854775807', 'bigint')).toBe('9223372036854775807');
    expect(shown('1.50', 'decimal(3,2)')).toBe('1.50');
    expect(shown(false, 'boolean')).toBe('false');
    expect(shown('NaN', 'double')).toBe('NaN');
    expect(shown(-0, 'double')).toBe('-0');
    expect(shown('', 'varchar')).toBe('');
  });

  it('shows bytes as hexadecimal digits', () => {
    expect(shown('AP8Q', 'varbinary')).toBe('00ff10');
    expect(hexOfBase64('')).toBe('');
  });

  it('shows nested values with names, keys and NULL', () => {
    expect(shown([1, null, 3], 'array(integer)')).toBe('[1, NULL, 3]');
    expect(shown([['a', ['AA==']], ['b', null]], 'map(varchar, array(varbinary))')).toBe('{a=[00], b=NULL}');
    expect(shown([1, 'x'], 'row(a integer, varchar)')).toBe('{a=1, x}');
  });
});
