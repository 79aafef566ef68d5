import { describe, expect, it } from 'vitest';
import { currentSnapshot } from '@/lib/model/iceberg';
import { expectedOf, sorted } from '../../support/format-lake';
import { alterAvro, alterMetadata, manifestLists, without, type Loose } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();

/** What the first writers of the format left out: only `schema` and `partition-spec`, no ids of partition fields, no sort orders. */
function early(metadata: Loose): void {
  for (const key of ['schemas', 'current-schema-id', 'partition-specs', 'default-spec-id', 'last-partition-id', 'sort-orders', 'default-sort-order-id', 'refs', 'statistics', 'snapshot-log', 'metadata-log', 'table-uuid']) delete metadata[key];
  delete (metadata['schema'] as Loose)['schema-id'];
  metadata['partition-spec'] = (metadata['partition-spec'] as Loose[]).map((field) => { const copy = { ...field }; delete copy['field-id']; return copy; });
  metadata['snapshots'] = (metadata['snapshots'] as Loose[]).map((snapshot) => { const copy = { ...snapshot }; delete copy['schema-id']; delete copy['summary']; return copy; });
}

/** Names of the counts in v1 lists of old writers, with nothing but what was required then. */
const bareList = without('added_files_count', 'existing_files_count', 'deleted_files_count', 'added_rows_count', 'existing_rows_count', 'deleted_rows_count', 'added_data_files_count', 'existing_data_files_count', 'deleted_data_files_count', 'key_metadata');

describe('tables of the first version of the format', () => {
  it.each(['types_v1', 'v1_manifests'])('%s with early metadata', async (name) => {
    const lake = await lakes('spark', `spark/${name}`);
    const said = expectedOf('spark')[name]?.reads[0];
    alterMetadata(`${lake.folder}/spark/${name}`, early);
    const { rows, columns, loaded } = await lake.read({ namespace: ['spark'], name });
    expect(sorted(rows, columns)).toEqual(sorted(said?.rows ?? [], columns));
    expect(loaded.metadata).toMatchObject({ currentSchemaId: 0, defaultSpecId: 0, lastSequenceNumber: 0n, tableUuid: null });
    expect(loaded.metadata.partitionSpecs[0]?.fields.map((field) => field.fieldId)).toEqual(name === 'v1_manifests' ? [1000] : []);
  });

  it('reads a list without counts and with null partition summaries: files are still pruned by their own metrics', async () => {
    const lake = await lakes('pyiceberg', 'py/many_files');
    const table = { namespace: ['py'], name: 'many_files' };
    for (const list of manifestLists(`${lake.folder}/py/many_files`)) alterAvro(list, { schema: bareList, record: (record) => ({ ...record, partitions: null }) });
    const { rows, plan } = await lake.read(table, { filter: { op: '=', column: 'id', value: 55n }, where: 'WHERE c0 = 55' });
    expect(rows).toEqual([['55', '05-5']]);
    expect(plan.counts).toMatchObject({ manifestsTotal: 12, manifestsRead: 12, filesPlanned: 1 });
    expect((await lake.read(table)).rows).toHaveLength(120);
  });

  it('takes a missing sequence number for 0, also in a table that became v2: later deletes apply', async () => {
    const lake = await lakes('spark', 'spark/upgraded');
    const table = { namespace: ['spark'], name: 'upgraded' };
    const loaded = await lake.catalog.loadTable(table);
    const entries = [];
    for (const manifest of await lake.catalog.manifests(loaded, currentSnapshot(loaded.metadata))) entries.push(...(await lake.catalog.entries(loaded, manifest, 'all')));
    expect(entries.filter(({ file, sequenceNumber }) => file.content === 'data' && sequenceNumber === 0n)).toHaveLength(3);
    const said = expectedOf('spark')['upgraded']?.reads[0];
    const { rows, columns } = await lake.read(table);
    expect(sorted(rows, columns)).toEqual(sorted(said?.rows ?? [], columns));
    expect(rows.map(([id]) => id)).not.toContain('1');
  });
});
