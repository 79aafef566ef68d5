import { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';
import { namespaceLevels, namespaceName, namespacePath } from '@/lib/model/routes';
import { sqlNamespaceName } from '@/lib/model/sql-name';
import { securables } from '@/lib/kernel/access/securables';
import { backtick } from '../ddl';
import { inCatalog, requireCatalog } from '../inputs';
import { checkNewNamespace } from './check-new';
import { NO_EFFECT } from './effect';
import { writeOptions } from './write-input';
import { writeVerb } from './write-verb';

const levelsOf = (namespace: string | readonly string[]): readonly string[] => (typeof namespace === 'string' ? namespaceLevels(namespace) : namespace);

/** A new namespace in one that is there: takes create on the one above, or on the catalog. */
export const createNamespace = writeVerb({
  name: 'namespace.create', table: () => null,
  input: inCatalog.extend({ ...writeOptions, namespace: z.union([z.string().min(1).max(2000), z.array(z.string().min(1).max(255)).min(1).max(50)]) }),
  permission: (input, ctx) => {
    requireCatalog(ctx, input.catalog);
    const above = levelsOf(input.namespace).slice(0, -1);
    return { privilege: 'create', securable: above.length === 0 ? securables.catalog(input.catalog) : securables.namespace(input.catalog, namespacePath(above)) };
  },
  run: async (ctx, { catalog: name, namespace, dryRun }) => {
    const { catalog } = ctx.ports;
    const levels = levelsOf(namespace);
    if (levels.some((level) => level.includes('\u001f'))) throw invalidInput('A level of a namespace holds a control character.');
    const path = namespacePath(levels);
    await (dryRun ? checkNewNamespace(ctx, levels) : catalog.createNamespace(levels));
    const ddl = { trino: levels.length === 1 ? `CREATE SCHEMA ${sqlNamespaceName(name, path)};` : `-- Trino makes schemas of one level\nCREATE SCHEMA ${sqlNamespaceName(name, path)};`, spark: `CREATE NAMESPACE ${[name, ...levels].map(backtick).join('.')};` };
    return {
      namespace: path, metadataVersion: null, snapshotId: null, etag: null, dryRun, changed: true, effect: { ...NO_EFFECT, words: [`makes the namespace ${namespaceName(path)}`], ddl },
      undo: dryRun ? null : { method: 'DELETE' as const, path: `/catalogs/${encodeURIComponent(name)}/namespaces/${encodeURIComponent(path)}`, ifMatch: null, body: null, words: `Drop the namespace ${namespaceName(path)} again` },
    };
  },
});
