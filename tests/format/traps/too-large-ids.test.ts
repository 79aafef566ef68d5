import { describe, expect, it } from 'vitest';
import { alterMetadata, type Loose } from '../../support/altered';
import { formatLakes } from '../../support/format-lakes';

const lakes = formatLakes();
const first = (metadata: Loose): Loose => (metadata['snapshots'] as Loose[])[0] ?? {};

describe('an id beyond 64 bits is refused, never wrapped', () => {
  const changes: Readonly<Record<string, (metadata: Loose) => void>> = {
    'of a snapshot': (metadata) => { first(metadata)['snapshot-id'] = 2n ** 63n; },
    'of the current snapshot': (metadata) => { metadata['current-snapshot-id'] = -(2n ** 63n) - 1n; },
    'of a sequence number': (metadata) => { metadata['last-sequence-number'] = 10n ** 30n; },
    'of a field': (metadata) => { metadata['last-column-id'] = 2n ** 63n; },
    'with a fraction': (metadata) => { first(metadata)['snapshot-id'] = 1.5; },
  };
  it.each(Object.entries(changes))('%s', async (_, change) => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    alterMetadata(`${lake.folder}/spark/copy_on_write`, change);
    await expect(lake.read({ namespace: ['spark'], name: 'copy_on_write' })).rejects.toMatchObject({ code: 'BROKEN_TABLE', details: { file: expect.stringContaining('.metadata.json') } });
  });

  it('while the largest that fit are read and found', async () => {
    const lake = await lakes('spark', 'spark/copy_on_write');
    let id = '';
    alterMetadata(`${lake.folder}/spark/copy_on_write`, (metadata) => { id = String(first(metadata)['snapshot-id']); first(metadata)['snapshot-id'] = 2n ** 63n - 1n; });
    const loaded = await lake.catalog.loadTable({ namespace: ['spark'], name: 'copy_on_write' });
    expect(loaded.metadata.snapshots[0]?.snapshotId).toBe(2n ** 63n - 1n);
    expect(loaded.metadata.snapshots.map((snapshot) => String(snapshot.snapshotId))).not.toContain(id);
    expect((await lake.read({ namespace: ['spark'], name: 'copy_on_write' }, { snapshot: String(2n ** 63n - 1n) })).rows).toHaveLength(20);
  });
});
