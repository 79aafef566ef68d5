import { typeToText, type IcebergType, type PartitionField, type PartitionSpec, type Schema, type SortField, type SortOrder, type TableMetadata } from '@/lib/model/iceberg';
import { sqlIdentifier } from '@/lib/model/sql-name';
import { sourceName } from './source-name';
import { typeName } from './present-schema';

export const backtick = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``);
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A partition field as Trino's `partitioning` property spells it; null for one that it cannot say. */
export function trinoPartition(field: PartitionField, source: string): string | null {
  const { transform } = field;
  switch (transform.kind) {
    case 'identity': return sqlIdentifier(source);
    case 'bucket': return `bucket(${sqlIdentifier(source)}, ${transform.buckets})`;
    case 'truncate': return `truncate(${sqlIdentifier(source)}, ${transform.width})`;
    case 'year': case 'month': case 'day': case 'hour': return `${transform.kind}(${sqlIdentifier(source)})`;
    case 'void': return `void(${sqlIdentifier(source)})`;
    case 'unknown': return null;
  }
}
export const trinoSort = (field: SortField, source: string): string => `${sqlIdentifier(source)}${field.direction === 'desc' ? ' DESC' : ''}${field.direction === 'asc' ? (field.nullOrder === 'nulls-first' ? '' : ' NULLS LAST') : field.nullOrder === 'nulls-last' ? '' : ' NULLS FIRST'}`;

/** CREATE TABLE as Trino would show it. `name` is the full name as SQL writes it. */
export function trinoDdl(name: string, metadata: TableMetadata, schema: Schema, spec: PartitionSpec, order: SortOrder): string {
  const columns = schema.fields.map((field) => `   ${sqlIdentifier(field.name)} ${typeName(field.type)}${field.required ? ' NOT NULL' : ''}${field.doc === undefined ? '' : ` COMMENT ${literal(field.doc)}`}`);
  const partitioning = spec.fields.map((field) => trinoPartition(field, sourceName(metadata, field.sourceId))).filter((text) => text !== null);
  const sorted = order.fields.filter((field) => field.transform.kind === 'identity').map((field) => trinoSort(field, sourceName(metadata, field.sourceId)));
  const comment = metadata.properties['comment'];
  const array = (texts: readonly string[]): string => `ARRAY[${texts.map(literal).join(',')}]`;
  const properties = [
    `   format = ${literal((metadata.properties['write.format.default'] ?? 'parquet').toUpperCase())}`, `   format_version = ${metadata.formatVersion}`, `   location = ${literal(metadata.location)}`,
    ...(partitioning.length > 0 ? [`   partitioning = ${array(partitioning)}`] : []), ...(sorted.length > 0 ? [`   sorted_by = ${array(sorted)}`] : []),
  ];
  return `CREATE TABLE ${name} (\n${columns.join(',\n')}\n)${comment === undefined ? '' : `\nCOMMENT ${literal(comment)}`}\nWITH (\n${properties.join(',\n')}\n)`;
}

export function sparkType(type: IcebergType): string {
  switch (type.type) {
    case 'long': return 'BIGINT';
    case 'timestamp': return 'TIMESTAMP_NTZ';
    case 'timestamptz': return 'TIMESTAMP';
    case 'decimal': return `DECIMAL(${type.precision},${type.scale})`;
    case 'fixed': return 'BINARY';
    case 'uuid': return 'STRING';
    case 'struct': return `STRUCT<${type.fields.map((field) => `${backtick(field.name)}: ${sparkType(field.type)}`).join(', ')}>`;
    case 'list': return `ARRAY<${sparkType(type.element)}>`;
    case 'map': return `MAP<${sparkType(type.key)}, ${sparkType(type.value)}>`;
    default: return typeToText(type).toUpperCase();
  }
}

export function sparkPartition(field: PartitionField, source: string): string | null {
  const { transform } = field;
  switch (transform.kind) {
    case 'identity': return backtick(source);
    case 'bucket': return `bucket(${transform.buckets}, ${backtick(source)})`;
    case 'truncate': return `truncate(${transform.width}, ${backtick(source)})`;
    case 'year': case 'month': case 'day': case 'hour': return `${transform.kind}s(${backtick(source)})`;
    case 'void': case 'unknown': return null;
  }
}

/** The same for Spark; `parts` of the full name, a level of the namespace each. Types that Spark lacks (time, uuid) are shown as what it reads them as. */
export function sparkDdl(parts: readonly string[], metadata: TableMetadata, schema: Schema, spec: PartitionSpec): string {
  const columns = schema.fields.map((field) => `  ${backtick(field.name)} ${sparkType(field.type)}${field.required ? ' NOT NULL' : ''}${field.doc === undefined ? '' : ` COMMENT ${literal(field.doc)}`}`);
  const partitions = spec.fields.map((field) => sparkPartition(field, sourceName(metadata, field.sourceId))).filter((text) => text !== null);
  const comment = metadata.properties['comment'];
  return `CREATE TABLE ${parts.map(backtick).join('.')} (\n${columns.join(',\n')}\n)\nUSING iceberg${partitions.length > 0 ? `\nPARTITIONED BY (${partitions.join(', ')})` : ''}${comment === undefined ? '' : `\nCOMMENT ${literal(comment)}`}\nTBLPROPERTIES ('format-version' = '${metadata.formatVersion}')`;
}
