import type { LoadedTable } from '@/lib/core/catalog';
import { notFound, invalidInput } from '@/lib/model/errors';
import { snapshotById, snapshotByRef, type Schema, type Snapshot, currentSchema, currentSnapshot, schemaById } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { nameOf, requireCatalog, type InTable } from './inputs';

/** The table as its newest metadata tells it. NOT_FOUND, or BROKEN_TABLE with the file. */
export async function openTable(ctx: Context, input: InTable): Promise<LoadedTable> {
  requireCatalog(ctx, input.catalog);
  return ctx.ports.catalog.loadTable(nameOf(input));
}

export interface TableState {
  readonly snapshot: Snapshot | null;
  /** a snapshot by its id is read with the schema it was written with, a branch and the current state with the current one */
  readonly schema: Schema;
}

/** The state that was asked for. NOT_FOUND for a snapshot or ref that is not there. */
export function stateOf(loaded: LoadedTable, asOf: { readonly snapshot?: string | undefined; readonly ref?: string | undefined }): TableState {
  const { metadata } = loaded;
  if (asOf.snapshot !== undefined && asOf.ref !== undefined) throw invalidInput('Name a snapshot or a ref, not both.', { ref: 'not together with snapshot' });
  if (asOf.snapshot !== undefined) {
    const snapshot = snapshotById(metadata, BigInt(asOf.snapshot));
    if (snapshot === null) throw notFound('snapshot', asOf.snapshot);
    return { snapshot, schema: schemaOf(loaded, snapshot) };
  }
  if (asOf.ref !== undefined && asOf.ref !== 'main') {
    const snapshot = snapshotByRef(metadata, asOf.ref);
    if (snapshot === null) throw notFound('branch or tag', asOf.ref);
    return { snapshot, schema: metadata.refs[asOf.ref]?.type === 'tag' ? schemaOf(loaded, snapshot) : currentSchema(metadata) };
  }
  return { snapshot: currentSnapshot(metadata), schema: currentSchema(metadata) };
}

const schemaOf = ({ metadata }: LoadedTable, snapshot: Snapshot): Schema =>
  snapshot.schemaId === null || !metadata.schemas.some((schema) => schema.schemaId === snapshot.schemaId) ? currentSchema(metadata) : schemaById(metadata, snapshot.schemaId);
