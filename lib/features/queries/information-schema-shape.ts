import type { Column } from '@/lib/model/values/types';

const text = (name: string): Column => ({ name, type: { kind: 'varchar', length: null } });
const TABLES: Readonly<Record<string, readonly Column[]>> = {
  schemata: [text('catalog_name'), text('schema_name')],
  tables: [text('table_catalog'), text('table_schema'), text('table_name'), text('table_type')],
  columns: [text('table_catalog'), text('table_schema'), text('table_name'), text('column_name'), { name: 'ordinal_position', type: { kind: 'bigint' } }, text('column_default'), text('is_nullable'), text('data_type')],
  views: [text('table_catalog'), text('table_schema'), text('table_name'), text('view_definition')],
};

/** Columns of a table of information_schema as Trino has it; null for one that is not here. */
export const informationSchemaColumns = (table: string): readonly Column[] | null => TABLES[table] ?? null;
export const informationSchemaTables = (): readonly string[] => Object.keys(TABLES).sort();

