import type { GridSource } from '@/components/grid/grid-source';
import { memorySource } from '@/components/grid/memory-source';
import { typedColumns } from '@/components/grid/typed-columns';
import type { Row } from '@/lib/model/values/types';

/** The rows of a preview as the grid reads them. */
export const previewSource = (columns: readonly { readonly name: string; readonly type: string }[], rows: readonly Row[]): GridSource => memorySource(typedColumns(columns), rows);
