import type { LoadedTable } from '@/lib/core/catalog';
import { currentSchema, type Predicate, type Snapshot } from '@/lib/model/iceberg';
import type { FilesScan } from '@/lib/ports/engines/port';
import type { Context } from '@/lib/kernel/context';
import { readScan } from '../read-scan';

/** Every column of the table, for rows that are written anew as they are. */
export async function fullScan(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null, filter: Predicate): Promise<FilesScan> {
  const schema = currentSchema(loaded.metadata);
  const fields = schema.fields.map((field, index) => ({ ...field, name: `c${index}` }));
  const { scan } = await readScan(ctx, loaded, { alias: 'target', snapshot, schema, fields, filter, limit: null });
  return { ...scan, positions: true };
}
