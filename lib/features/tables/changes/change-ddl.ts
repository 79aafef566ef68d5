import { currentSchema, currentSortOrder, currentSpec, fieldByPath, fieldById, placedFields, type PartitionField, type Schema, type TableMetadata } from '@/lib/model/iceberg';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { namespaceLevels } from '@/lib/model/routes';
import { sqlIdentifier, sqlTableName } from '@/lib/model/sql-name';
import { backtick, literal, sparkPartition, sparkType, trinoPartition, trinoSort } from '../ddl';
import type { InTable } from '../inputs';
import { typeName } from '../present-schema';
import { sourceName } from '../source-name';
import type { Ddl } from './effect';
import type { Step } from './updates-of';

interface Names { readonly trino: string; readonly spark: string }
interface Said { readonly trino: readonly string[]; readonly spark: readonly string[] }

export const namesOf = ({ catalog, namespace, table }: InTable): Names => ({ trino: sqlTableName(catalog, namespace, table), spark: [catalog, ...namespaceLevels(namespace), table].map(backtick).join('.') });

/** All steps as statements of Trino and of Spark, one a line; what a dialect cannot say is a comment in it. */
export function ddlOf(table: InTable, steps: readonly Step[]): Ddl {
  const names = namesOf(table);
  const said = steps.map((step) => stepDdl(names, step));
  const text = (lines: readonly string[]): string => lines.map((line) => (line.startsWith('--') ? line : `${line};`)).join('\n');
  return { trino: text(said.flatMap(({ trino }) => trino)), spark: text(said.flatMap(({ spark }) => spark)) };
}

/** Names that lead to a column from the top. */
function pathTo(schema: Schema, path: string): readonly string[] {
  const steps: string[] = [];
  for (let placed = fieldByPath(schema, path); placed !== null; placed = placed.parentId === null ? null : fieldById(schema, placed.parentId)) steps.unshift(placed.field.name);
  return steps.length === 0 ? [path] : steps;
}
/** Trino 426 reaches fields of rows, and not what is inside arrays and maps. */
function isInside(schema: Schema, path: string): boolean {
  const placed = fieldByPath(schema, path);
  for (let at = placed; at !== null && at.parentId !== null;) {
    const above = fieldById(schema, at.parentId);
    if (above !== null && above.field.type.type !== 'struct') return true;
    at = above;
  }
  return false;
}

function stepDdl(names: Names, { change, before, after }: Step): Said {
  const schema = currentSchema(before);
  const trinoColumn = (path: string): string => pathTo(schema, path).map(sqlIdentifier).join('.');
  const sparkColumn = (path: string): string => pathTo(schema, path).map(backtick).join('.');
  const [trino, spark] = [`ALTER TABLE ${names.trino}`, `ALTER TABLE ${names.spark}`];
  const inside = (path: string, said: readonly string[]): readonly string[] => (isInside(schema, path) ? [`-- Trino 426 cannot change what is inside an array or a map: ${path.replaceAll('\n', ' ')}`] : said);
  switch (change.kind) {
    case 'add-column': {
      const { parent, name, required, doc } = change;
      const type = readTypeInput(change.type, before.formatVersion);
      const place = change.to === undefined ? '' : sparkPlace(currentSchema(after), [parent, name].filter((part) => part !== null).join('.'));
      const defaults = change.initialDefault !== undefined || change.writeDefault !== undefined ? [`-- neither Trino 426 nor Spark can say the default of ${name.replaceAll('\n', ' ')}`] : [];
      const within = parent === null ? '' : `${trinoColumn(parent)}.`;
      return {
        trino: [...inside(parent ?? '', [`${trino} ADD COLUMN ${within}${sqlIdentifier(name)} ${typeName(type)}${required ? ' NOT NULL' : ''}${doc === undefined ? '' : ` COMMENT ${literal(doc)}`}`]), ...defaults, ...(place === '' ? [] : [`-- Trino cannot choose the place of ${name.replaceAll('\n', ' ')}`])],
        spark: [`${spark} ADD COLUMN ${parent === null ? '' : `${sparkColumn(parent)}.`}${backtick(name)} ${sparkType(type)}${required ? ' NOT NULL' : ''}${doc === undefined ? '' : ` COMMENT ${literal(doc)}`}${place}`, ...defaults],
      };
    }
    case 'rename-column': return { trino: inside(change.column, [`${trino} RENAME COLUMN ${trinoColumn(change.column)} TO ${sqlIdentifier(change.name)}`]), spark: [`${spark} RENAME COLUMN ${sparkColumn(change.column)} TO ${backtick(change.name)}`] };
    case 'drop-column': return { trino: inside(change.column, [`${trino} DROP COLUMN ${trinoColumn(change.column)}`]), spark: [`${spark} DROP COLUMN ${sparkColumn(change.column)}`] };
    case 'move-column': return { trino: [`-- Trino cannot move a column: ${change.column.replaceAll('\n', ' ')}`], spark: [`${spark} ALTER COLUMN ${sparkColumn(change.column)}${sparkPlace(currentSchema(after), change.column)}`] };
    case 'update-column': {
      const { column, type, required, doc, writeDefault } = change;
      const wider = type === undefined ? null : readTypeInput(type, before.formatVersion);
      const noDefault = writeDefault === undefined ? [] : [`-- neither Trino 426 nor Spark can say the default of ${column.replaceAll('\n', ' ')}`];
      const mustHold = required === true ? ['-- neither Trino nor Spark can make a column required'] : [];
      return {
        trino: inside(column, [
          ...(wider === null ? [] : [`${trino} ALTER COLUMN ${trinoColumn(column)} SET DATA TYPE ${typeName(wider)}`]), ...(required === false ? [`-- newer than Trino 426: ${trino.replaceAll('\n', ' ')} ALTER COLUMN ${trinoColumn(column).replaceAll('\n', ' ')} DROP NOT NULL`] : []),
          ...(doc === undefined ? [] : [`COMMENT ON COLUMN ${names.trino}.${trinoColumn(column)} IS ${doc === null || doc === '' ? 'NULL' : literal(doc)}`]), ...mustHold, ...noDefault,
        ]),
        spark: [
          ...(wider === null ? [] : [`${spark} ALTER COLUMN ${sparkColumn(column)} TYPE ${sparkType(wider)}`]), ...(required === false ? [`${spark} ALTER COLUMN ${sparkColumn(column)} DROP NOT NULL`] : []),
          ...(doc === undefined ? [] : [`${spark} ALTER COLUMN ${sparkColumn(column)} COMMENT ${literal(doc ?? '')}`]), ...mustHold, ...noDefault,
        ],
      };
    }
    case 'set-identifier-fields': {
      const gone = schema.identifierFieldIds.flatMap((id) => { const placed = fieldById(schema, id); return placed === null || change.columns.includes(placed.path) ? [] : [sparkColumn(placed.path)]; });
      return { trino: ['-- Trino knows no identifier fields'], spark: [...(gone.length > 0 ? [`${spark} DROP IDENTIFIER FIELDS ${gone.join(', ')}`] : []), ...(change.columns.length > 0 ? [`${spark} SET IDENTIFIER FIELDS ${change.columns.map(sparkColumn).join(', ')}`] : [])] };
    }
    case 'set-partition-spec': return { trino: [`${trino} SET PROPERTIES partitioning = ${array(trinoPartitions(after))}`], spark: sparkSpec(spark, before, after) };
    case 'set-sort-order': {
      const { fields } = currentSortOrder(after);
      const plain = fields.filter((field) => field.transform.kind === 'identity');
      return {
        trino: [...(plain.length < fields.length ? ['-- Trino sorts by columns alone'] : []), `${trino} SET PROPERTIES sorted_by = ${array(plain.map((field) => trinoSort(field, sourceName(after, field.sourceId))))}`],
        spark: [fields.length === 0 ? `${spark} WRITE UNORDERED` : `${spark} WRITE ORDERED BY ${fields.map((field) => `${sparkPartition({ ...field, fieldId: 0, name: '' }, sourceName(after, field.sourceId)) ?? ''} ${field.direction.toUpperCase()} ${field.nullOrder === 'nulls-first' ? 'NULLS FIRST' : 'NULLS LAST'}`).join(', ')}`],
      };
    }
    case 'set-properties': return { trino: Object.entries(change.properties).map(([key, value]) => trinoProperty(names, key, value)), spark: [`${spark} SET TBLPROPERTIES (${Object.entries(change.properties).map(([key, value]) => `${literal(key)} = ${literal(value)}`).join(', ')})`] };
    case 'remove-properties': return { trino: change.keys.map((key) => (key === 'comment' ? `COMMENT ON TABLE ${names.trino} IS NULL` : `-- Trino cannot take the property ${key.replaceAll('\n', ' ')} away`)), spark: [`${spark} UNSET TBLPROPERTIES IF EXISTS (${change.keys.map(literal).join(', ')})`] };
    case 'upgrade-format': return { trino: [change.formatVersion === 3 ? '-- newer than Trino 426: format version 3' : `${trino} SET PROPERTIES format_version = ${change.formatVersion}`], spark: [`${spark} SET TBLPROPERTIES ('format-version' = '${change.formatVersion}')`] };
  }
}

function trinoProperty(names: Names, key: string, value: string): string {
  if (key === 'comment') return `COMMENT ON TABLE ${names.trino} IS ${literal(value)}`;
  if (key === 'write.format.default') return `ALTER TABLE ${names.trino} SET PROPERTIES format = ${literal(value.toUpperCase())}`;
  return `-- Trino 426 cannot set the property ${key.replaceAll('\n', ' ')}`;
}

const array = (texts: readonly string[]): string => `ARRAY[${texts.map(literal).join(', ')}]`;
const live = (metadata: TableMetadata): readonly PartitionField[] => currentSpec(metadata).fields.filter((field) => field.transform.kind !== 'void');
const trinoPartitions = (metadata: TableMetadata): readonly string[] => live(metadata).map((field) => trinoPartition(field, sourceName(metadata, field.sourceId)) ?? '').filter((text) => text !== '');

function sparkSpec(spark: string, before: TableMetadata, after: TableMetadata): readonly string[] {
  const say = (metadata: TableMetadata) => live(metadata).map((field) => ({ text: sparkPartition(field, sourceName(metadata, field.sourceId)) ?? '', name: field.name }));
  const [old, now] = [say(before), say(after)];
  const is = (list: typeof old, one: { text: string; name: string }): boolean => list.some((other) => other.text === one.text && other.name === one.name);
  return [...old.filter((one) => !is(now, one)).map(({ text }) => `${spark} DROP PARTITION FIELD ${text}`), ...now.filter((one) => !is(old, one)).map(({ text, name }) => `${spark} ADD PARTITION FIELD ${text} AS ${backtick(name)}`)];
}

/** Where a column stands, as Spark puts it: FIRST, or AFTER the one before it. */
function sparkPlace(schema: Schema, path: string): string {
  const placed = fieldByPath(schema, path);
  if (placed === null) return '';
  const beside = placedFields(schema).filter((one) => one.parentId === placed.parentId);
  const previous = beside[beside.findIndex((one) => one.field.id === placed.field.id) - 1];
  return previous === undefined ? ' FIRST' : ` AFTER ${backtick(previous.field.name)}`;
}
