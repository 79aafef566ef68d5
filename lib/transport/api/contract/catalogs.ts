import { z } from 'zod';
import { abilities, endpoint, inCatalog, inNamespace, instant, page, paged } from './parts';
import { namespaceWrites } from './namespace-writes';

const tag = 'Catalogs';

export const catalogItem = z.object({ name: z.string(), warehouse: z.string().describe('URI of the folder behind it'), can: abilities });
export const namespaceItem = z.object({ levels: z.array(z.string()), path: z.string().describe('levels joined by U+001F'), name: z.string().describe('levels joined by a point'), location: z.string(), can: abilities });
export const tableItem = z.object({ namespace: z.string(), name: z.string() });

/** What a list shows of a table; null where the table is broken. */
export const tableSummary = z.object({
  name: z.string(),
  state: z.enum(['ok', 'broken']),
  problem: z.object({ message: z.string(), file: z.string().nullable() }).nullable(),
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  dataFiles: z.number().nullable(),
  deleteFiles: z.number().nullable(),
  snapshots: z.number().nullable(),
  formatVersion: z.number().nullable(),
  comment: z.string().nullable(),
  lastCommitAt: instant.nullable(),
  lastOperation: z.enum(['append', 'replace', 'overwrite', 'delete']).nullable(),
});

const namesComplete = z.boolean().describe('false while the index of names is still being built');

export const catalogs = {
  list: endpoint('GET', '/catalogs', tag, 'Catalogs that you may see').output(page(catalogItem)),
  namespaces: endpoint('GET', '/catalogs/{catalog}/namespaces', tag, 'Namespaces of one level')
    .input(inCatalog.extend({ ...paged, parent: z.string().optional().describe('levels joined by U+001F; absent for the top level'), filter: z.string().max(255).optional() }))
    .output(page(namespaceItem)),
  namespace: endpoint('GET', '/catalogs/{catalog}/namespaces/{namespace}', tag, 'One namespace').input(inNamespace).output(namespaceItem),
  tables: endpoint('GET', '/catalogs/{catalog}/namespaces/{namespace}/tables', tag, 'Names of the tables of a namespace, without reading them')
    .input(inNamespace.extend({ ...paged, filter: z.string().max(255).optional() }))
    .output(page(tableItem)),
  summaries: endpoint('GET', '/catalogs/{catalog}/namespaces/{namespace}/summaries', tag, 'Tables of a namespace with rows, bytes and age; broken ones with the reason')
    .input(inNamespace.extend({ ...paged, filter: z.string().max(255).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }))
    .output(page(tableSummary)),
  names: endpoint('GET', '/names', tag, 'Names of all namespaces and tables that you may see, in one answer')
    .input(z.object({ limit: z.coerce.number().int().min(1).max(50_000).default(10_000).describe('namespaces, and tables, at most') }))
    .output(z.object({
      namespaces: z.array(z.object({ catalog: z.string(), path: z.string().describe('levels joined by U+001F'), name: z.string().describe('levels joined by a point'), tables: z.array(z.string()), tableCount: z.number().describe('more than the tables that are named where the limit was reached') })),
      complete: namesComplete,
    })),
  search: endpoint('GET', '/search', tag, 'Tables and columns by name')
    .input(z.object({ q: z.string().max(255), limit: z.coerce.number().int().min(1).max(50).default(20) }))
    .output(z.object({
      items: z.array(z.object({ kind: z.enum(['namespace', 'table', 'column']), catalog: z.string(), namespace: z.string(), table: z.string().nullable(), column: z.string().nullable(), type: z.string().nullable() })),
      complete: namesComplete,
    })),
  ...namespaceWrites,
};
