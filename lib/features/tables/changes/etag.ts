import { AppError } from '@/lib/model/errors';
import type { LoadedTable } from '@/lib/core/catalog';
import type { TableMetadata } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { diffMetadata } from './diff-metadata';

/** Names one state of one table: another table that took the name has another UUID. */
export const etagOf = ({ metadata, version }: { readonly metadata: TableMetadata; readonly version: number }): string => `"${metadata.tableUuid ?? '-'}:${version}"`;

const versionIn = (tag: string, { metadata }: LoadedTable): number | null => {
  const [uuid, version] = tag.slice(1, -1).split(':');
  return uuid === (metadata.tableUuid ?? '-') && version !== undefined && /^\d{1,15}$/.test(version) ? Number(version) : null;
};

/**
 * Throws PRECONDITION_FAILED unless `loaded` is one of the states that `ifMatch` names (RFC 9110, If-Match); the error
 * says what changed since, as far as the state of then can still be read.
 */
export async function requireMatch(ctx: Context, loaded: LoadedTable, ifMatch: string | undefined): Promise<void> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const wanted = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (wanted.includes(etagOf(loaded))) return;
  const [seen] = wanted.flatMap((tag) => versionIn(tag, loaded) ?? []);
  const before = seen === undefined || seen >= loaded.version ? null : await ctx.ports.catalog.earlierMetadata(loaded, seen);
  throw new AppError('PRECONDITION_FAILED', `The table has changed since you read it: it is at version ${loaded.version} now. Look at what changed, then repeat.`, {
    meanwhile: { etag: etagOf(loaded), metadataVersion: loaded.version, changes: before === null ? null : diffMetadata(before, loaded.metadata) },
  });
}
