import { parseType } from '@/lib/model/values/type-text';
import type { Column } from '@/lib/model/values/types';

/** Columns as the API names them, with their types read. A type that this console does not know is shown as text. */
export const typedColumns = (columns: readonly { readonly name: string; readonly type: string }[]): readonly Column[] =>
  columns.map(({ name, type }) => ({ name, type: parseType(type) ?? { kind: 'varchar', length: null } }));
