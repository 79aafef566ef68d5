import { namespacePath } from '@/lib/model/routes';

/** SQL names a namespace with its levels joined by points; paths and rights join them by U+001F. */
export const schemaPath = (schema: string): string => namespacePath(schema.split('.'));
