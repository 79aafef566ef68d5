import { describe, expect, it } from 'vitest';
import { expectedOf, sorted } from '../../support/format-lake';
import { alterAvro, alterMetadata, manifestLists, manifests, type Loose } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const expected = (name: string) => expectedOf('spark')[name]?.reads[0]?.rows ?? [];
const alterFiles = (table: string, change: (file: Loose) => Loose): void => {
  for (const manifest of manifests(table)) alterAvro(manifest, { record: (record) => ({ ...record, data_file: change(record['data_file'] as Loose) }) });
};

describe('manifests that say more, less or something else than is so', () => {
  const sizes = { 'zero': 0, 'too small': 7, 'too large': 10_000_000, 'beyond any file': 2 ** 52 };
  it.each(Object.entries(sizes))('file_size_in_bytes is %s: no row is lost by it', async (_, size) => {
    const lake = await lakes('spark', 'spark/merge_on_read');
    alterFiles(`${lake.folder}/spark/merge_on_read`, (file) => ({ ...file, file_size_in_bytes: size }));
    const { rows, columns } = await lake.read({ namespace: ['spark'], name: 'merge_on_read' });
    expect(sorted(rows, columns)).toEqual(sorted(expected('merge_on_read'), columns));
  });

  it('key_metadata is set on files that nobody encrypted', async () => {
    const lake = await lakes('spark', 'spark/merge_on_read');
    alterFiles(`${lake.folder}/spark/merge_on_read`, (file) => ({ ...file, key_metadata: Buffer.from([1, 2, 3]) }));
    const { rows, columns } = await lake.read({ namespace: ['spark'], name: 'merge_on_read' });
    expect(sorted(rows, columns)).toEqual(sorted(expected('merge_on_read'), columns));
  });

  it('partition summaries are shorter than the spec', async () => {
    const lake = await lakes('spark', 'spark/by_identity');
    for (const list of manifestLists(`${lake.folder}/spark/by_identity`)) alterAvro(list, { record: (record) => ({ ...record, partitions: (record['partitions'] as unknown[]).slice(0, 1) }) });
    const table = { namespace: ['spark'], name: 'by_identity' };
    // the first field still prunes, the others cannot
    const pruned = await lake.read(table, { filter: { op: '=', column: 'n', value: 99 } });
    expect(pruned.plan.counts).toMatchObject({ manifestsRead: 0, filesPlanned: 0 });
    const found = await lake.read(table, { filter: { op: '=', column: 's', value: 'iceberg' }, where: "WHERE c2 = 'iceberg'" });
    expect(found.rows.map(([n]) => n)).toEqual([-1]);
  });

  it('column metrics hold nothing, or bounds of no use', async () => {
    for (const change of [
      (file: Loose): Loose => ({ ...file, lower_bounds: null, upper_bounds: null, value_counts: null, null_value_counts: null, nan_value_counts: null }),
      (file: Loose): Loose => ({ ...file, lower_bounds: [{ key: 1, value: Buffer.alloc(0) }], upper_bounds: [{ key: 1, value: Buffer.from([1]) }] }),
      (file: Loose): Loose => ({ ...file, value_counts: [{ key: 1, value: -1 }], null_value_counts: [{ key: 1, value: -1 }] }),
    ]) {
      const lake = await lakes('spark', 'spark/cut_metrics');
      alterFiles(`${lake.folder}/spark/cut_metrics`, change);
      const { rows } = await lake.read({ namespace: ['spark'], name: 'cut_metrics' }, { filter: { op: '=', column: 'id', value: 7n }, where: 'WHERE c0 = 7' });
      expect(rows).toEqual([['7', 'zebra 7']]);
    }
  });

  it('a transform that nobody knows prunes nothing and loses nothing', async () => {
    const lake = await lakes('spark', 'spark/by_bucket');
    alterMetadata(`${lake.folder}/spark/by_bucket`, (metadata) => {
      for (const spec of metadata['partition-specs'] as Loose[]) for (const field of spec['fields'] as Loose[]) field['transform'] = `zorder[${String(field['field-id'])}]`;
    });
    const table = { namespace: ['spark'], name: 'by_bucket' };
    const { rows, columns } = await lake.read(table);
    expect(sorted(rows, columns)).toEqual(sorted(expected('by_bucket'), columns));
    expect((await lake.read(table, { filter: { op: '=', column: 'n', value: 34 }, where: 'WHERE c0 = 34' })).rows).toHaveLength(1);
  });
});
