import { describe, expect, it } from 'vitest';
import { metricsModes } from '@/lib/features/tables/writing/metrics-modes';
import { newTableMetadata, type NestedField, type NewTable } from '@/lib/model/iceberg';

const field = (name: string, type: NestedField['type'] = { type: 'string' }): NestedField => ({ id: 0, name, required: false, type });
const FIELDS = [field('a'), field('s', { type: 'struct', fields: [field('b'), field('c')] }), field('l', { type: 'list', elementId: 0, element: { type: 'string' }, elementRequired: false })];
/** Modes by the path of the column. */
function modes(properties: Readonly<Record<string, string>>, more: Partial<NewTable> = {}) {
  const metadata = newTableMetadata({ fields: FIELDS, properties, location: '/t', uuid: 'u', ...more }, 0);
  const found = metricsModes(metadata);
  return [1, 4, 5, 6].map((id) => found.get(id));
}

describe('what an entry tells of columns', () => {
  it('is cut to sixteen where nothing is said, or what is said is no mode', () => {
    expect(modes({})).toEqual([16, 16, 16, 16]);
    expect(modes({ 'write.metadata.metrics.default': 'much' })).toEqual([16, 16, 16, 16]);
    expect(modes({ 'write.metadata.metrics.default': 'truncate(0)' })).toEqual([16, 16, 16, 16]);
  });

  it('follows the default, and a column its own word', () => {
    expect(modes({ 'write.metadata.metrics.default': 'counts', 'write.metadata.metrics.column.s.b': 'Truncate(4)', 'write.metadata.metrics.column.l.element': 'none', 'write.metadata.metrics.column.nope': 'none' })).toEqual(['counts', 4, 'counts', 'none']);
    expect(modes({ 'write.metadata.metrics.default': 'none', 'write.metadata.metrics.column.a': 'full' })).toEqual(['full', 'none', 'none', 'none']);
  });

  it('is never without bounds for a column that the table is sorted by, unless that says so itself', () => {
    const sort = [{ column: 'a' }];
    expect(modes({ 'write.metadata.metrics.default': 'counts' }, { sort })).toEqual([16, 'counts', 'counts', 'counts']);
    expect(modes({ 'write.metadata.metrics.default': 'full' }, { sort })).toEqual(['full', 'full', 'full', 'full']);
    expect(modes({ 'write.metadata.metrics.default': 'none', 'write.metadata.metrics.column.a': 'none' }, { sort })).toEqual(['none', 'none', 'none', 'none']);
    expect(modes({ 'write.metadata.metrics.default': 'none' }, { sort: [{ column: 'a', transform: { kind: 'bucket', buckets: 3 } }] })).toEqual(['none', 'none', 'none', 'none']);
  });

  it('is nothing for columns after so many, those inside of others last', () => {
    expect(modes({ 'write.metadata.metrics.max-inferred-column-defaults': '2' })).toEqual([16, 16, 'none', 'none']);
    const many = Array.from({ length: 120 }, (_, index) => field(`c${index}`));
    const found = metricsModes(newTableMetadata({ fields: many, location: '/t', uuid: 'u' }, 0));
    expect([found.get(100), found.get(101)]).toEqual([16, 'none']);
  });
});
