import { describe, expect, it } from 'vitest';
import { hexLines, BYTES_SHOWN } from '@/components/grid/hex-lines';
import { valueTree } from '@/components/grid/value-tree';
import { parseType } from '@/lib/model/values/type-text';

describe('valueTree', () => {
  it('opens rows, lists and maps by their types', () => {
    const tree = valueTree(['7', [['k', '1.5']]], parseType('row(id bigint, m map(varchar, decimal(3,1)))')!);
    const parts = tree?.parts?.() ?? [];
    expect(parts.map(({ label, kind, text }) => [label, kind, text])).toEqual([['id', 'number', '7'], ['m', 'branch', 'map(varchar, decimal(3,1)), 1 item']]);
    expect(parts[1]?.parts?.().map(({ label, text }) => [label, text])).toEqual([['k', '1.5']]);
  });
  it('opens JSON with all digits, also in a text', () => {
    const parts = valueTree('{"n":9007199254740993,"l":[null]}', { kind: 'varchar', length: null })?.parts?.() ?? [];
    expect(parts.map(({ label, text }) => [label, text])).toEqual([['n', '9007199254740993'], ['l', 'list, 1 item']]);
  });
  it('leaves plain text, broken JSON and numbers alone', () => {
    expect([valueTree('hello', { kind: 'varchar', length: null }), valueTree('{oops', { kind: 'varchar', length: null }), valueTree('1', { kind: 'json' }), valueTree(1, { kind: 'integer' })]).toEqual([null, null, null, null]);
  });
});

describe('hexLines', () => {
  it('shows sixteen bytes a line with their letters', () => {
    const { bytes, lines } = hexLines(btoa('Lakehouse\u0000\u00ff 01234'));
    expect(bytes).toBe(17);
    expect(lines).toEqual([{ offset: '000000', hex: '4c 61 6b 65 68 6f 75 73 65 00 ff 20 30 31 32 33', ascii: 'Lakehouse.. 0123' }, { offset: '000010', hex: '34'.padEnd(47), ascii: '4' }]);
  });
  it('shows the beginning of much', () => expect(hexLines(btoa('x'.repeat(BYTES_SHOWN + 100)))).toMatchObject({ bytes: BYTES_SHOWN + 100, lines: { length: BYTES_SHOWN / 16 } }));
});
