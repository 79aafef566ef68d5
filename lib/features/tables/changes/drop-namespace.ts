import { AppError, notFound } from '@/lib/model/errors';
import { namespaceLevels, namespaceName } from '@/lib/model/routes';
import { sqlNamespaceName } from '@/lib/model/sql-name';
import { securables } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { backtick } from '../ddl';
import { inNamespace, requireCatalog } from '../inputs';
import { NO_EFFECT } from './effect';
import { writeOptions } from './write-input';
import { writeVerb } from './write-verb';

/** Removes an empty namespace. */
export const dropNamespace = writeVerb({
  name: 'namespace.drop', input: inNamespace.extend(writeOptions),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    return { privilege: 'drop', securable: securables.namespace(input.catalog, input.namespace) };
  },
  settle: async (ctx, { namespace }, { answer }) => ((await ctx.ports.catalog.namespaceExists(namespaceLevels(namespace))) ? null : answer),
  run: async (ctx, { catalog: name, namespace, dryRun }, tell) => {
    const levels = namespaceLevels(namespace);
    const answer = {
      metadataVersion: null, snapshotId: null, etag: null, dryRun, changed: true,
      effect: { ...NO_EFFECT, words: [`drops the namespace ${namespaceName(namespace)}, which is empty`], ddl: { trino: `DROP SCHEMA ${sqlNamespaceName(name, namespace)};`, spark: `DROP NAMESPACE ${[name, ...levels].map(backtick).join('.')};` } },
      undo: dryRun ? null : { method: 'POST' as const, path: `/catalogs/${encodeURIComponent(name)}/namespaces`, ifMatch: null, body: { namespace: [...levels] }, words: `Make the namespace ${namespaceName(namespace)} again` },
    };
    if (dryRun) await requireEmpty(ctx, levels);
    else {
      if (!(await ctx.ports.catalog.namespaceExists(levels))) throw notFound('namespace', namespaceName(namespace));
      await tell(null, answer);
      await ctx.ports.catalog.dropNamespace(levels);
    }
    return answer;
  },
});

/** As far as what may be seen tells; files that are no table are found when it is done. */
async function requireEmpty(ctx: Context, levels: readonly string[]): Promise<void> {
  const { children: [child] } = await ctx.ports.catalog.listChildren(levels, { limit: 1 });
  if (child !== undefined) throw new AppError('CONFLICT', `The namespace ${levels.join('.')} is not empty. Drop what is in it first.`);
}
