import { z } from 'zod';
import { inCatalog, namespacePath } from './parts';
import { writing, writtenNowhere } from './writes';

const tag = 'Changes of tables';

export const namespaceWrites = {
  createNamespace: writing('POST', '/catalogs/{catalog}/namespaces', tag, 'Create a namespace', inCatalog.shape, {
    namespace: z.union([namespacePath, z.array(z.string().min(1).max(255)).min(1).max(50)], { error: 'must be a name, or a list of levels' }).describe('levels joined by U+001F, or a list of them; the levels above must be there'),
  }).output(writtenNowhere.extend({ namespace: z.string() })),
};
