import { describe, expect, it } from 'vitest';
import { alterMetadata, type Loose } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const table = { namespace: ['spark'], name: 'copy_on_write' };

describe('a table without a current snapshot has no rows', () => {
  const changes: Readonly<Record<string, (metadata: Loose) => void>> = {
    'current-snapshot-id is -1': (metadata) => { metadata['current-snapshot-id'] = -1; },
    'current-snapshot-id is null': (metadata) => { metadata['current-snapshot-id'] = null; },
    'current-snapshot-id is absent': (metadata) => { delete metadata['current-snapshot-id']; },
    'snapshots are absent': (metadata) => { for (const key of ['current-snapshot-id', 'snapshots', 'snapshot-log', 'refs']) delete metadata[key]; },
  };
  it.each(Object.entries(changes))('%s', async (_, change) => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    alterMetadata(`${lake.folder}/spark/copy_on_write`, (metadata) => { delete metadata['refs']; change(metadata); });
    const { rows, columns, plan, loaded } = await lake.read(table);
    expect(rows).toEqual([]);
    expect(columns.map(({ name }) => name)).toEqual(['id', 'v']);
    expect(plan.counts).toMatchObject({ filesTotal: 0, manifestsRead: 0 });
    expect(loaded.metadata.currentSnapshotId).toBeNull();
  });

  it('a current snapshot that is not listed is a broken table, by name of the file', async () => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    alterMetadata(`${lake.folder}/spark/copy_on_write`, (metadata) => { metadata['current-snapshot-id'] = 77; });
    await expect(lake.read(table)).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: expect.stringMatching(/\/spark\/copy_on_write\/metadata\/v\d+\.metadata\.json$/) } });
  });
});
