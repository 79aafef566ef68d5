import type { z } from 'zod';
import type { inspection } from '@/lib/transport/api/contract/load';

export type Inspection = z.infer<typeof inspection>;
/** What a person said of how the file reads; what is absent was found by the console. */
export interface ToldOptions { readonly delimiter?: string; readonly quote?: string; readonly header?: boolean; readonly nullText?: string; readonly dateFormat?: string; readonly timestampFormat?: string; readonly format?: 'csv' | 'json' | 'parquet' }
/** A column to be filled: of the file's `source`, '' for none. */
export interface ColumnChoice { readonly source: string; readonly name: string; readonly type: string; readonly required: boolean }
