import type { LoadedTable } from '@/lib/core/catalog';
import { mapBounded } from '@/lib/core/catalog/bounded';
import { snapshotByRef, type ContentFile } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';

/** Every data file that a branch has, without statistics. */
export async function liveFiles(ctx: Context, base: LoadedTable, branch: string): Promise<readonly ContentFile[]> {
  const { catalog } = ctx.ports;
  const manifests = (await catalog.manifests(base, snapshotByRef(base.metadata, branch))).filter((manifest) => manifest.content === 'data');
  const entries = await mapBounded(manifests, 8, (manifest) => catalog.entries(base, manifest, { statisticsOf: new Set() }));
  return entries.flat().filter(({ status }) => status !== 'deleted').map(({ file }) => file);
}
