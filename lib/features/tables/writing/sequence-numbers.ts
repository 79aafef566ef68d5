import type { LoadedTable } from '@/lib/core/catalog';
import { mapBounded } from '@/lib/core/catalog/bounded';
import type { Snapshot } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';

/** Data sequence number of each data file of a snapshot, by its path in metadata. */
export async function sequenceNumbersOf({ ports: { catalog } }: Context, loaded: LoadedTable, snapshot: Snapshot | null): Promise<ReadonlyMap<string, bigint>> {
  const manifests = (await catalog.manifests(loaded, snapshot)).filter(({ content }) => content === 'data');
  const entries = await mapBounded(manifests, 8, (manifest) => catalog.entries(loaded, manifest, { statisticsOf: new Set() }));
  return new Map(entries.flat().flatMap(({ status, sequenceNumber, file }) => (status === 'deleted' ? [] : [[file.path, sequenceNumber] as const])));
}
