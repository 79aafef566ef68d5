import { z } from 'zod';
import { abilities, endpoint, inCatalog, inNamespace, instant, longId, namespacePath, page, paged } from './parts';
import { writing, writingBare, written, writtenNowhere } from './writes';

const tag = 'Changes of tables';

export const trashItem = z.object({
  id: z.string(), kind: z.enum(['table', 'files']).describe('a whole table, or single files of one'), namespace: z.string(), table: z.string(), at: instant, by: z.string(), reason: z.string(), bytes: z.number(), files: z.number(), can: abilities,
});
const onEntry = inCatalog.extend({ id: z.string().min(1).max(64) }).shape;

export const namespaceWrites = {
  createNamespace: writing('POST', '/catalogs/{catalog}/namespaces', tag, 'Create a namespace', inCatalog.shape, {
    namespace: z.union([namespacePath, z.array(z.string().min(1).max(255)).min(1).max(50)], { error: 'must be a name, or a list of levels' }).describe('levels joined by U+001F, or a list of them; the levels above must be there'),
  }).output(writtenNowhere.extend({ namespace: z.string() })),
  dropNamespace: writingBare('DELETE', '/catalogs/{catalog}/namespaces/{namespace}', tag, 'Drop an empty namespace', inNamespace.shape).output(writtenNowhere),
  trash: endpoint('GET', '/catalogs/{catalog}/trash', tag, 'What was dropped or removed and can be put back, newest first').input(inCatalog.extend(paged)).output(page(trashItem).extend({ total: z.number().describe('entries, of all pages'), bytes: z.number().describe('of all pages') })),
  restore: writingBare('POST', '/catalogs/{catalog}/trash/{id}/restore', tag, 'Put a table, or files of one, back where it was', onEntry).output(written.extend({ metadataVersion: z.number().nullable(), snapshotId: longId.nullable(), namespace: z.string(), table: z.string() })),
  deleteTrash: writingBare('DELETE', '/catalogs/{catalog}/trash/{id}', tag, 'Remove an entry of the trash for good', onEntry).output(writtenNowhere),
};
