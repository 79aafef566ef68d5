import { describe, expect, it } from 'vitest';
import { inferType } from '@/lib/model/files/infer-type';

describe('the type of a column of texts', () => {
  it.each([
    [['1', '-2', null], 'long'], [['9223372036854775807'], 'long'], [['9223372036854775808'], 'decimal(38,0)'], [['1'.repeat(39)], 'string'],
    [['1.5', '2', '1e3'], 'double'], [['12345678901234.5678'], 'decimal(38,4)'], [['123456789012345678e3'], 'double'],
    [['007', '12'], 'string'], [['01234'], 'string'], [['0', '0.50'], 'double'],
    [['true', 'FALSE'], 'boolean'], [['yes', 'no'], 'string'],
    [['2026-01-31'], 'date'], [['2026-13-01'], 'string'], [['31.12.2026'], 'string'], [['2026-01-31', '2026-01-31T10:00:00'], 'string'],
    [['2026-01-31T10:00', '2026-01-31 10:00:00.123456'], 'timestamp'], [['2026-01-31T10:00:00Z', '2026-01-31 10:00:00+02:00'], 'timestamptz'], [['2026-01-31T25:00:00'], 'string'],
    [['2026-01-31T10:00:00Z', '2026-01-31T10:00:00'], 'string'],
    [['6f1f0bb0-0d3c-4f5e-9f3c-0123456789ab'], 'uuid'], [[' 1 ', '2'], 'long'], [[null, null], 'string'], [[], 'string'], [['=1+1'], 'string'], [[''], 'string'],
  ] as const)('%j is %s', (values, type) => expect(inferType(values)).toBe(type));

  it('looks for no numbers in what the file says are texts', () => {
    expect(inferType(['1', '2'], true)).toBe('string');
    expect(inferType(['true'], true)).toBe('string');
    expect(inferType(['2026-01-31'], true)).toBe('date');
  });
});
