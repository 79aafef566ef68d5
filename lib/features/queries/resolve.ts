import { metadataTable, type LoadedTable, type MetadataTable, type TableName } from '@/lib/core/catalog';
import { AppError, hasCode, queryFailed } from '@/lib/model/errors';
import { currentSchema, currentSnapshot, schemaById, snapshotAsOf, snapshotById, snapshotByRef, type Schema, type Snapshot } from '@/lib/model/iceberg';
import type { Column } from '@/lib/model/values/types';
import type { ResolvedRelation, SqlSession, TableMention } from '@/lib/ports/parser/port';
import { securables, type Securable } from '@/lib/kernel/access/securables';
import type { Context } from '@/lib/kernel/context';
import { sqlColumns } from '../tables/read-scan';
import { informationSchemaColumns } from './information-schema-shape';
import { refused } from './rights';
import { schemaPath } from './schema-path';

/** What a mention of a table turned out to be. */
export type Relation = { readonly mention: TableMention; readonly name: string; readonly columns: readonly Column[] } & (
  | { readonly kind: 'table'; readonly on: Securable; readonly loaded: LoadedTable; readonly snapshot: Snapshot | null; readonly schema: Schema }
  | { readonly kind: 'metadata'; readonly on: Securable; readonly loaded: LoadedTable; readonly table: MetadataTable }
  | { readonly kind: 'information-schema'; readonly table: string }
);

/** The tables that a statement reads, each looked up once: one that it names twice is the same state twice, whatever is committed meanwhile. */
export class StatementTables {
  private readonly loaded = new Map<string, LoadedTable>();
  /** @param written the table that the statement changes, as it was looked up: what it reads of it is that state */
  constructor(private readonly catalog: Context['ports']['catalog'], written: LoadedTable | null = null) {
    if (written !== null) this.loaded.set(keyOf(written.table), written);
  }

  /** Rejects as the catalog's `loadTable` does. */
  async load(table: TableName): Promise<LoadedTable> {
    const known = this.loaded.get(keyOf(table));
    if (known !== undefined) return known;
    const loaded = await this.catalog.loadTable(table);
    this.loaded.set(keyOf(table), loaded);
    return loaded;
  }
}
const keyOf = ({ namespace, name }: TableName): string => JSON.stringify([...namespace, name]);

export const toResolved = (relation: Relation): ResolvedRelation => ({ index: relation.mention.index, name: relation.name, columns: relation.columns });

/** Catalog, schema and table that a mention means in this session, or Trino's error for what is missing. */
export function qualify(mention: TableMention, session: SqlSession): { catalog: string; schema: string; table: string } {
  const { line, column } = mention.span;
  const catalog = mention.catalog ?? session.catalog;
  if (catalog === null) throw queryFailed('MISSING_CATALOG_NAME', 'Catalog must be specified when session catalog is not set', line, column);
  const schema = mention.schema ?? (mention.catalog === null ? session.schema : null);
  if (schema === null) throw queryFailed('MISSING_SCHEMA_NAME', 'Schema must be specified when session schema is not set', line, column);
  return { catalog, schema, table: mention.table };
}

/**
 * Looks one mention up. What may not be discovered does not exist (TABLE_NOT_FOUND); what may be seen and not read
 * says which privilege is missing (PERMISSION_DENIED).
 */
export async function resolve(ctx: Context, mention: TableMention, session: SqlSession, tables = new StatementTables(ctx.ports.catalog)): Promise<Relation> {
  const { line, column } = mention.span;
  const { catalog, schema, table } = qualify(mention, session);
  const missing = () => queryFailed('TABLE_NOT_FOUND', `Table '${catalog}.${schema}.${table}' does not exist`, line, column);
  if (catalog !== ctx.ports.catalog.name || !ctx.can('discover', securables.catalog(catalog))) throw queryFailed('CATALOG_NOT_FOUND', `Catalog '${catalog}' does not exist`, line, column);
  const name = `${catalog}.${schema}.${table}`;
  if (schema === 'information_schema') {
    const columns = informationSchemaColumns(table);
    if (columns === null) throw missing();
    return { kind: 'information-schema', mention, name, table, columns };
  }
  const namespace = schemaPath(schema);
  const on = securables.table(catalog, namespace, table);
  if (!ctx.can('discover', on)) throw refused('TABLE_NOT_FOUND', missing().message, mention.span, on);
  const needed = mention.metadataTable === null || EXPOSES_VALUES.has(mention.metadataTable) ? 'select' : 'describe';
  // a grant on a column opens the table for that column alone, which is asked when the columns are known
  const partly = needed === 'select' && mention.metadataTable === null && ctx.rights.grants.some((grant) => grant.on.type === 'column');
  if (!ctx.can(needed, on) && !partly) throw refused('PERMISSION_DENIED', `Access Denied: Cannot select from table ${name}: this needs the privilege ${needed}`, mention.span, on);
  const loaded = await load(tables, schema, table, missing, line, column);
  if (mention.metadataTable !== null) {
    const found = metadataTable(mention.metadataTable);
    if (found === null) throw queryFailed('TABLE_NOT_FOUND', `Table '${name}$${mention.metadataTable}' does not exist`, line, column);
    return { kind: 'metadata', mention, name: `${name}$${mention.metadataTable}`, on, loaded, table: found, columns: found.columns(loaded) };
  }
  const state = stateOf(loaded, mention);
  return { kind: 'table', mention, name, on, loaded, ...state, columns: sqlColumns(state.schema).map(({ name: column, type }) => ({ name: column, type })) };
}

/** Metadata tables that show bounds, which are values of rows. */
const EXPOSES_VALUES: ReadonlySet<string> = new Set(['files', 'partitions', 'manifests']);

async function load(tables: StatementTables, schema: string, table: string, missing: () => AppError, line: number, column: number): Promise<LoadedTable> {
  try {
    return await tables.load({ namespace: schema.split('.'), name: table });
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) throw missing();
    if (hasCode(error, 'BROKEN_TABLE', 'UNSUPPORTED')) throw queryFailed('ICEBERG_BAD_DATA', error.message, line, column);
    throw error;
  }
}

/** The snapshot that FOR VERSION or FOR TIMESTAMP means, with the schema it is read with. */
function stateOf({ metadata, table }: LoadedTable, mention: TableMention): { snapshot: Snapshot | null; schema: Schema } {
  const { version, span: { line, column } } = mention;
  if (version === null) return { snapshot: currentSnapshot(metadata), schema: currentSchema(metadata) };
  const withOwn = (snapshot: Snapshot) => ({ snapshot, schema: snapshot.schemaId === null ? currentSchema(metadata) : schemaById(metadata, snapshot.schemaId) });
  if (version.kind === 'snapshot') {
    const snapshot = snapshotById(metadata, BigInt(version.snapshotId));
    if (snapshot === null) throw queryFailed('INVALID_ARGUMENTS', `Iceberg snapshot ID does not exists: ${version.snapshotId}`, line, column);
    return withOwn(snapshot);
  }
  if (version.kind === 'ref') {
    const snapshot = snapshotByRef(metadata, version.name);
    if (snapshot === null) throw queryFailed('INVALID_ARGUMENTS', `Cannot find snapshot with reference name: ${version.name}`, line, column);
    return metadata.refs[version.name]?.type === 'branch' ? { snapshot, schema: currentSchema(metadata) } : withOwn(snapshot);
  }
  const snapshot = snapshotAsOf(metadata, Number(BigInt(version.micros) / 1000n));
  if (snapshot === null) throw queryFailed('INVALID_ARGUMENTS', `No version history table ${table.namespace.join('.')}.${table.name} at or before the given time`, line, column);
  return withOwn(snapshot);
}
