import { checkNewName, type Namespace, type TableName } from '@/lib/core/catalog';
import { AppError, notFound, unsupported } from '@/lib/model/errors';
import type { Context } from '@/lib/kernel/context';

/** For dry runs: throws what making a table of this name would throw, as far as looking can tell. */
export async function checkNewTable(ctx: Context, { namespace, name }: TableName): Promise<void> {
  const { catalog } = ctx.ports;
  checkNewName('table', name);
  requireWritableStore(ctx);
  if (!(await catalog.namespaceExists(namespace))) throw notFound('namespace', namespace.join('.'));
  await requireFree(ctx, [...namespace, name]);
}

/** The same for a namespace. */
export async function checkNewNamespace(ctx: Context, namespace: Namespace): Promise<void> {
  for (const level of namespace) checkNewName('namespace', level);
  requireWritableStore(ctx);
  await requireFree(ctx, namespace);
}

async function requireFree(ctx: Context, levels: readonly string[]): Promise<void> {
  const { catalog } = ctx.ports;
  const taken = (kind: string): Error => new AppError('ALREADY_EXISTS', `There is a ${kind} ${levels.join('.')} already.`);
  if (await catalog.tableExists({ namespace: levels.slice(0, -1), name: levels.at(-1) ?? '' })) throw taken('table');
  if (await catalog.namespaceExists(levels)) throw taken('namespace');
}

function requireWritableStore({ ports }: Context): void {
  if (!ports.store.capabilities.publishNoReplace) throw unsupported('This warehouse cannot give a file its name in one step that fails when the name is taken, so nothing is written to it.');
}
