import { describe, expect, it } from 'vitest';
import { inferJsonType } from '@/lib/model/files/infer-json-type';
import { typeWords } from '@/lib/model/files/type-words';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';

describe('the type of JSON values', () => {
  it.each<[string, readonly (string | null)[], string]>([
    ['members of all', ['{"a": 1}', null, '{"b": "x", "a": null}'], 'struct<a: long, b: string>'],
    ['lists of what is in them', ['[{"at": "2026-01-31"}]', '[]', '[null]'], 'list<struct<at: date>>'],
    ['digits kept', ['{"n": 12345678901234567890.123}'], 'struct<n: decimal(38, 3)>'],
    ['names to be quoted', ['{"a b": true, "q\\"": 1.5}'], 'struct<"a b": boolean, "q""": double>'],
    ['nothing known', ['[]'], 'list<string>'],
    ['not alike', ['{"a": 1}', '[1]'], 'string'],
    ['not alike inside', ['{"a": 1}', '{"a": "x"}'], 'struct<a: string>'],
    ['names that SQL cannot tell apart', ['{"a": 1, "A": 2}'], 'string'],
    ['a name that is none', ['{"": 1}'], 'string'],
    ['no members', ['{}'], 'string'],
    ['a key twice with two values', ['{"a": 1, "a": 2}'], 'string'],
    ['many keys, seldom the same', Array.from({ length: 20 }, (_, index) => `{"k${index}": ${index}}`), 'map<string, long>'],
    ['many keys, seldom the same, not alike', Array.from({ length: 9 }, (_, index) => `{"k${index}": ${index === 0 ? '"x"' : '1'}}`), `struct<k0: string, ${Array.from({ length: 8 }, (_, index) => `k${index + 1}: long`).join(', ')}>`],
  ])('%s', (_, texts, type) => {
    expect(typeWords(readTypeInput(inferJsonType(texts), 3))).toBe(type);
  });
});
