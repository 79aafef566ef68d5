import { formatChange, propertiesChange, schemaChange, sortOrderChange, specChange, type Change } from '@/lib/core/catalog';
import { invalidInput } from '@/lib/model/errors';
import { applyUpdates, currentSchema, fieldByPath, type IcebergType, type SchemaChange, type TableMetadata, type TableUpdate } from '@/lib/model/iceberg';
import { readDefault } from '@/lib/model/iceberg/schema/default-input';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import type { TableChange } from '@/lib/model/requests/table-changes';
import { readTransform } from '../definition-text';
import { checkNewProperties, checkRemovals } from './property-rules';

/** What builds updates besides the table: the time and a UUID, handed in; the folder that paths in properties must stay in. */
export interface UpdateTools { readonly nowMs: number; readonly uuid: string; readonly folderUri: string }

/** One change with the table before and after it, as if it were made alone. */
export interface Step { readonly change: TableChange; readonly before: TableMetadata; readonly after: TableMetadata }

/**
 * The updates of all changes in order, each built on what the ones before it made. Changes of columns that follow one
 * another make one schema. Throws INVALID_INPUT with the rule in words.
 */
export function updatesOf(base: TableMetadata, changes: readonly TableChange[], tools: UpdateTools): readonly TableUpdate[] {
  const updates: TableUpdate[] = [];
  let metadata = base;
  const make = ({ updates: made }: Pick<Change, 'updates'>): void => {
    updates.push(...made);
    metadata = applyUpdates(metadata, made, tools.nowMs);
  };
  let columns: SchemaChange[] = [];
  const flush = (): void => {
    if (columns.length > 0) make(schemaChange({ metadata }, columns));
    columns = [];
  };
  for (const change of changes) {
    // the type of a column that an earlier change of the same group made must be known to the next
    const pending = (): TableMetadata => (columns.length === 0 ? metadata : applyUpdates(metadata, schemaChange({ metadata }, columns).updates, tools.nowMs));
    const ofColumns = columnChanges(metadata.formatVersion, change, (column) => typeOf(pending(), column));
    if (ofColumns !== null) { columns.push(...ofColumns); continue; }
    flush();
    make(otherChange(metadata, change, tools));
  }
  flush();
  return updates;
}

/** Each change by itself, for what is said of it. */
export function stepsOf(base: TableMetadata, changes: readonly TableChange[], tools: UpdateTools): readonly Step[] {
  let before = base;
  return changes.map((change) => {
    const after = applyUpdates(before, updatesOf(before, [change], tools), tools.nowMs);
    const step = { change, before, after };
    // schemas in between are nobody's: to compare each with all would take long
    before = { ...after, schemas: after.schemas.filter(({ schemaId }) => schemaId === after.currentSchemaId) };
    return step;
  });
}

/** A change of columns in the format's words; null for one of something else. */
function columnChanges(formatVersion: number, change: TableChange, typeOfColumn: (column: string) => IcebergType): readonly SchemaChange[] | null {
  switch (change.kind) {
    case 'add-column': {
      const type = readTypeInput(change.type, formatVersion);
      const { parent, name, doc, required, to } = change;
      return [{
        kind: 'add', parent, name, type, required, ...(doc === undefined ? {} : { doc }), ...(to === undefined ? {} : { to }),
        ...(change.initialDefault === undefined ? {} : { initialDefault: readDefault(change.initialDefault, type) }),
        ...(change.writeDefault === undefined ? {} : { writeDefault: readDefault(change.writeDefault, type) }),
      }];
    }
    case 'rename-column': return [{ kind: 'rename', path: change.column, name: change.name }];
    case 'drop-column': return [{ kind: 'drop', path: change.column }];
    case 'move-column': return [{ kind: 'move', path: change.column, to: change.to }];
    case 'update-column': return updateColumn(formatVersion, change, typeOfColumn);
    case 'set-identifier-fields': return [{ kind: 'identifier', paths: change.columns }];
    default: return null;
  }
}

function updateColumn(formatVersion: number, { column, type, required, doc, writeDefault }: Extract<TableChange, { kind: 'update-column' }>, typeOfColumn: (column: string) => IcebergType): readonly SchemaChange[] {
  const wider = type === undefined ? undefined : readTypeInput(type, formatVersion);
  const made: SchemaChange[] = [
    ...(wider === undefined ? [] : [{ kind: 'promote' as const, path: column, type: wider }]),
    ...(required === undefined ? [] : [{ kind: required ? 'make-required' as const : 'make-optional' as const, path: column }]),
    ...(doc === undefined ? [] : [{ kind: 'document' as const, path: column, doc: doc === '' ? null : doc }]),
    ...(writeDefault === undefined ? [] : [{ kind: 'set-write-default' as const, path: column, value: writeDefault === null ? null : readDefault(writeDefault, wider ?? typeOfColumn(column)) }]),
  ];
  if (made.length === 0) throw invalidInput(`Say what is to become of ${column}: its type, required, doc or writeDefault.`);
  return made;
}

function typeOf(metadata: TableMetadata, column: string): IcebergType {
  const placed = fieldByPath(currentSchema(metadata), column);
  if (placed === null) throw invalidInput(`There is no column ${column}.`);
  return placed.field.type;
}

function otherChange(metadata: TableMetadata, change: TableChange, tools: UpdateTools): Pick<Change, 'updates'> {
  switch (change.kind) {
    case 'set-partition-spec': return specChange({ metadata }, change.fields.map(({ column, transform, name }) => ({ column, transform: readTransform(transform), ...(name === undefined ? {} : { name }) })));
    case 'set-sort-order': return sortOrderChange({ metadata }, change.fields.map(({ column, transform, direction, nulls }) => ({ column, transform: readTransform(transform), direction, ...(nulls === undefined ? {} : { nullOrder: `nulls-${nulls}` as const }) })));
    case 'set-properties':
      checkNewProperties(change.properties, tools.folderUri);
      return propertiesChange({ metadata }, change.properties);
    case 'remove-properties':
      checkRemovals(change.keys);
      return propertiesChange({ metadata }, {}, change.keys);
    case 'upgrade-format':
      if (change.formatVersion < metadata.formatVersion) throw invalidInput(`A table of format version ${metadata.formatVersion} cannot go back to ${change.formatVersion}.`);
      return change.formatVersion === 1 || change.formatVersion === metadata.formatVersion ? { updates: [] } : formatChange({ metadata }, change.formatVersion, tools.uuid);
    default: throw new Error(`${change.kind} is a change of columns`);
  }
}
