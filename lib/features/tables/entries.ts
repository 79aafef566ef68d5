import type { LoadedTable } from '@/lib/core/catalog';
import { partitionText, specById, typeOfField, type ManifestEntry, type ManifestFile, type Snapshot, type TableMetadata, type ContentFile } from '@/lib/model/iceberg';
import type { Wanted } from '@/lib/model/iceberg/manifests';
import type { Context } from '@/lib/kernel/context';

const AT_ONCE = 8;

/** Entries of a snapshot's manifests, manifest after manifest; only `content` where it is told. */
export async function* entriesOf(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null, wanted: Wanted, only?: (manifest: ManifestFile) => boolean): AsyncGenerator<readonly ManifestEntry[]> {
  const manifests = (await ctx.ports.catalog.manifests(loaded, snapshot)).filter((manifest) => only?.(manifest) ?? true);
  for (let from = 0; from < manifests.length; from += AT_ONCE) {
    ctx.signal.throwIfAborted();
    yield* await Promise.all(manifests.slice(from, from + AT_ONCE).map((manifest) => ctx.ports.catalog.entries(loaded, manifest, wanted)));
  }
}

/** `day=2026-11-24, region=eu`; empty for an unpartitioned file. */
export function partitionLabel(metadata: TableMetadata, file: ContentFile): string {
  return partitionValues(metadata, file).map(({ name, text }) => `${name}=${text ?? 'null'}`).join(', ');
}

export function partitionValues(metadata: TableMetadata, file: ContentFile): readonly { readonly name: string; readonly text: string | null }[] {
  return specById(metadata, file.specId).fields.flatMap((field, index) => {
    if (field.transform.kind === 'void') return [];
    const value = file.partition[index] ?? null;
    return [{ name: field.name, text: value === null ? null : partitionText(field.transform, typeOfField(metadata, field.sourceId) ?? { type: 'unknown' }, value) }];
  });
}
