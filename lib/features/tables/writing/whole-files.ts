import type { LoadedTable } from '@/lib/core/catalog';
import { currentSchema, type ContentFile, type Predicate, type Snapshot } from '@/lib/model/iceberg';
import type { Context } from '@/lib/kernel/context';
import { complementOf } from './complement';

const EVERYTHING: Predicate = { op: 'true' };

/**
 * Data files whose every row satisfies `filter`, as partitions and statistics prove: they can go without being read. Files
 * with deletes are not among them, as nobody has counted what is left in them.
 */
export async function wholeFiles(ctx: Context, loaded: LoadedTable, snapshot: Snapshot | null, filter: Predicate): Promise<readonly ContentFile[]> {
  const { catalog } = ctx.ports;
  const schema = currentSchema(loaded.metadata);
  const complement = complementOf(filter, schema);
  if (complement === null) return [];
  const order = { snapshot, schema, limit: null, signal: ctx.signal };
  const plan = await catalog.planScan(loaded, { ...order, filter: filter.op === 'true' ? EVERYTHING : filter });
  const mayStay = new Set((await catalog.planScan(loaded, { ...order, filter: complement })).files.map(({ path }) => path));
  return plan.files.filter(({ path, deletes }) => deletes.length === 0 && !mayStay.has(path)).map(({ file }) => file);
}
