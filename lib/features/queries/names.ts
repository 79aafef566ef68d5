import { hasCode } from '@/lib/model/errors';
import { namespacePath } from '@/lib/model/routes';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { informationSchemaTables } from './information-schema-shape';
import { schemaPath } from './schema-path';

async function allNames(pages: (after: string | null) => Promise<{ readonly names: readonly string[]; readonly next: string | null }>): Promise<string[]> {
  const names: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await pages(after);
    names.push(...page.names);
    if (page.next === null) return names;
    after = page.next;
  }
}

/** Schemas that one may see, nested ones with their levels joined by points, information_schema among them; sorted. */
export async function schemaNames(ctx: Context): Promise<readonly string[]> {
  const { catalog } = ctx.ports;
  const found: string[] = ['information_schema'];
  const walk = async (parent: readonly string[]): Promise<void> => {
    for (const name of await allNames((after) => catalog.listNamespaces(parent, { after }))) {
      ctx.signal.throwIfAborted();
      const levels = [...parent, name];
      if (!ctx.can('discover', securables.namespace(catalog.name, namespacePath(levels)))) continue;
      found.push(levels.join('.'));
      await walk(levels);
    }
  };
  await walk([]);
  return found.sort();
}

/** Tables of a schema that one may see. Empty for a schema that is not there. */
export async function tableNamesOf(ctx: Context, schema: string): Promise<readonly string[]> {
  if (schema === 'information_schema') return informationSchemaTables();
  const { catalog } = ctx.ports;
  try {
    const names = await allNames((after) => catalog.listTables(schema.split('.'), { after }));
    return names.filter((name) => ctx.can('discover', securables.table(catalog.name, schemaPath(schema), name)));
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return [];
    throw error;
  }
}
