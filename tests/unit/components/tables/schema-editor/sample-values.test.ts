import { describe, expect, it } from 'vitest';
import { sampleOf } from '@/components/tables/schema-editor/sample-values';
import { rowsOf } from '@/components/tables/schema-editor/table-draft';
import { transformChoices, transformParts } from '@/components/tables/schema-editor/transform-choices';
import { draftSchema } from '@/components/tables/schema-editor/draft-schema';
import { draftOf, tableOf } from '../../../../support/draft-table';

const base = draftOf(tableOf({ id: 'long', at: 'timestamptz', price: 'decimal(9, 2)', place: 'struct<city: string, zip: string>', raw: 'binary', tags: 'list<string>' }));
const keyOf = (path: string): number => rowsOf(base).find((row) => row.path === path)?.field.key ?? Number.NaN;
// as the preview answers it: by position, 64 bits and decimals as text
const rows = {
  columns: ['id', 'at', 'price', 'place', 'raw', 'tags'].map((name) => ({ name })),
  rows: [
    ['9007199254740993', '2024-03-09 14:03:08.000000 UTC', '12.34', ['Oslo', '0150'], 'AA==', []], ['9007199254740993', '2024-03-09 23:00:00.000000 UTC', '-1.05', ['Bergen', null], null, []],
    ['34', '2024-04-01 00:00:00.000000 UTC', null, null, null, []],
  ],
};
const tried = (path: string, transform: string) => sampleOf(base, keyOf(path), transform, rows).map(({ to }) => to);

describe('sampleOf', () => {
  it('tells what a transform makes of the values that are there, each result once', () => {
    expect(tried('at', 'day')).toEqual(['2024-03-09', '2024-04-01']);
    expect(tried('at', 'month')).toEqual(['2024-03', '2024-04']);
    expect(tried('price', 'truncate[10]')).toEqual(['12.30', '-1.10']);
    expect(tried('id', 'identity')).toEqual(['9007199254740993', '34']);
    // the specification's own example: bucket[N](34) hashes to 2017239379
    expect(tried('id', 'bucket[16]').at(-1)).toBe(String(2017239379 % 16));
    expect(tried('place.zip', 'truncate[2]')).toEqual(['01']);
  });
  it('says nothing where a transform does not take the type, or the value cannot be read', () => {
    expect(tried('price', 'day')).toEqual([]);
    expect(tried('raw', 'identity')).toEqual([]);
  });
});

describe('transformChoices', () => {
  it('offers only what takes the type of the column', () => {
    const kinds = (path: string) => transformChoices(draftSchema(base), keyOf(path)).map(({ value }) => value);
    expect(kinds('at')).toEqual(['identity', 'year', 'month', 'day', 'hour', 'bucket']);
    expect(kinds('price')).toEqual(['identity', 'bucket', 'truncate']);
    expect(kinds('tags')).toEqual([]);
    expect(transformParts('bucket[32]')).toEqual({ kind: 'bucket', number: 32 });
  });
});
