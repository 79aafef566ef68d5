import { describe, expect, it } from 'vitest';
import { collectRows } from '@/components/grid/collect-rows';
import { copiedText, jsonValue } from '@/components/grid/copied-text';
import { memorySource } from '@/components/grid/memory-source';
import { typedColumns } from '@/components/grid/typed-columns';
import { parseType } from '@/lib/model/values/type-text';
import type { Row } from '@/lib/model/values/types';

const columns = typedColumns([{ name: 'id', type: 'bigint' }, { name: 'The name', type: 'varchar' }, { name: 'tags', type: 'array(varchar)' }]);
const rows: readonly Row[] = [['9007199254740993', 'a\t"b"', ['x', 'y']], [null, '', null]];

describe('copiedText', () => {
  it('writes fields between tabs, quoted where a tab or a quote is inside, NULL as nothing', () => {
    expect(copiedText('tsv', columns, rows)).toBe('9007199254740993\t"a\t""b"""\t[x, y]\n\t\t');
    expect(copiedText('tsv-headers', columns, rows).split('\n')[0]).toBe('id\tThe name\ttags');
  });
  it('writes CSV in which NULL and the empty text stay apart', () => expect(copiedText('csv', columns, rows).split('\n')[2]).toBe(',"",'));
  it('writes JSON with every digit', () => {
    expect(copiedText('json', columns, rows)).toBe('[\n  {"id": 9007199254740993, "The name": "a\\t\\"b\\"", "tags": ["x", "y"]},\n  {"id": null, "The name": "", "tags": null}\n]');
    expect(jsonValue([['k', '1.50']], parseType('map(varchar, decimal(5,2))')!)).toBe('{"k": 1.50}');
    expect([jsonValue('{"a":1}', parseType('json')!), jsonValue('NaN', parseType('double')!)]).toEqual(['{"a":1}', '"NaN"']);
  });
  it('writes Markdown whose cells cannot break the table', () => expect(copiedText('markdown', typedColumns([{ name: 'a', type: 'varchar' }, { name: 'n', type: 'integer' }]), [['x|y\nz', 1]])).toBe('| a | n |\n| --- | ---: |\n| x\\|y<br>z | 1 |'));
  it('writes INSERT with literals of the types of the columns', () => {
    expect(copiedText('insert', columns, rows)).toBe(`INSERT INTO result (id, "The name", tags)\nVALUES\n  (BIGINT '9007199254740993', 'a\t"b"', CAST(ARRAY[CAST('x' AS varchar), CAST('y' AS varchar)] AS array(varchar))),\n  (NULL, '', NULL)`);
  });
});

describe('collectRows', () => {
  const signal = new AbortController().signal;
  it('takes the selected columns in the order in which they are shown', async () => {
    const source = memorySource(columns, rows);
    expect(await collectRows(source, [2, 0], { top: 0, bottom: 0, left: 0, right: 1 }, signal)).toEqual([[['x', 'y'], '9007199254740993']]);
  });
  it('says which row could not be read, and refuses what belongs into an export', async () => {
    await expect(collectRows({ ...memorySource(columns, rows), rowCount: 9 }, [0], { top: 1, bottom: 3, left: 0, right: 0 }, signal)).rejects.toThrow('Row 3 could not be read');
    await expect(collectRows(memorySource(columns, rows), [0], { top: 0, bottom: 1_000_000, left: 0, right: 0 }, signal)).rejects.toThrow('Export the answer instead');
  });
});
