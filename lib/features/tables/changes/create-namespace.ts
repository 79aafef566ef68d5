import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { namespaceLevels, namespaceName, namespacePath } from '@/lib/model/routes';
import { sqlNamespaceName } from '@/lib/model/sql-name';
import { securables } from '@/lib/kernel/access/securables';
import { backtick } from '../ddl';
import { inCatalog, requireCatalog } from '../inputs';
import { namespaceApiPath } from './api-path';
import { checkNewNamespace } from './check-new';
import { NO_EFFECT } from './effect';
import { writeOptions } from './write-input';
import { writeVerb } from './write-verb';

const levelsOf = (namespace: string | readonly string[]): readonly string[] => (typeof namespace === 'string' ? namespaceLevels(namespace) : namespace);

/** A new namespace in one that is there: takes create on the one above, or on the catalog. */
export const createNamespace = writeVerb({
  name: 'namespace.create',
  settle: async (ctx, { namespace }, { answer }) => ((await ctx.ports.catalog.namespaceExists(levelsOf(namespace))) ? answer : null),
  input: inCatalog.extend({ ...writeOptions, namespace: z.union([z.string().min(1).max(2000), z.array(z.string().min(1).max(255)).min(1).max(50)]) }),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    const above = levelsOf(input.namespace).slice(0, -1);
    return { privilege: 'create', securable: above.length === 0 ? securables.catalog(input.catalog) : securables.namespace(input.catalog, namespacePath(above)) };
  },
  run: async (ctx, { catalog, namespace, dryRun }, tell) => {
    const levels = levelsOf(namespace);
    if (levels.some((level) => level.includes('\u001f'))) throw invalidInput('A level of a namespace holds a control character.');
    const answer = made(catalog, levels, dryRun);
    if (dryRun) await checkNewNamespace(ctx, levels);
    else {
      await tell(null, answer);
      await ctx.ports.catalog.createNamespace(levels);
    }
    return answer;
  },
});

function made(catalog: string, levels: readonly string[], dryRun: boolean) {
  const path = namespacePath(levels);
  const trino = `${levels.length === 1 ? '' : '-- Trino makes schemas of one level\n'}CREATE SCHEMA ${sqlNamespaceName(catalog, path)};`;
  return {
    namespace: path, metadataVersion: null, snapshotId: null, etag: null, dryRun, changed: true,
    effect: { ...NO_EFFECT, words: [`makes the namespace ${namespaceName(path)}`], ddl: { trino, spark: `CREATE NAMESPACE ${[catalog, ...levels].map(backtick).join('.')};` } },
    undo: dryRun ? null : { method: 'DELETE' as const, path: namespaceApiPath(catalog, path), ifMatch: null, body: null, words: `Drop the namespace ${namespaceName(path)} again` },
  };
}
