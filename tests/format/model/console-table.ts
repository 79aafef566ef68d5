import { formatChange, fastForwardChange, propertiesChange, refChange, schemaChange, sortOrderChange, specChange, type Change, type LoadedTable, type TableName } from '@/lib/core/catalog';
import { applyRowWrite } from '@/lib/features/tables/writing/apply-row-write';
import type { Context } from '@/lib/kernel/context';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { currentSchema, currentSortOrder, currentSpec, refByName, transformText, type IcebergType, type NestedField, type Transform } from '@/lib/model/iceberg';
import { readTransform } from '@/lib/features/tables/definition-text';
import { contentFile } from '@/tests/support/engine-bench';
import type { FormatLake } from '@/tests/support/format-lake';
import { planChange } from '@/tests/support/plan-change';
import type { Field, Kind, NewType, SpecField, Step, Table } from './reference';
import { byName, refText, specText, type Column, type State } from './state';
import { rowsFor, type Shown } from './values';

const FAILS = { retries: 0 };
const say = (): void => undefined;

/** A table that the console makes and changes, through its catalog and its writing of rows. */
export class ConsoleTable {
  /** ids by number */
  readonly snapshots: bigint[] = [];
  private readonly ctx: Context;
  /** `writes`: whether rows are written, or only named */
  constructor(readonly lake: FormatLake, readonly table: TableName, private readonly writes: boolean) {
    const { store, catalog, engine } = lake;
    const ports = { store, catalog, engine, settings: readSettings({ LAKEHOUSE_HOME: `${lake.folder}/../home` }), log: { debug: say, info: say, warn: say, error: say } };
    this.ctx = { ports, principal: { name: 'model' }, signal: new AbortController().signal, note: say, now: () => new Date() } as unknown as Context;
  }

  async create({ fields, version }: Table): Promise<void> {
    await this.lake.catalog.createTable(this.table, { fields: fields.map(nestedField), formatVersion: version });
  }

  /** Does a step. Throws INVALID_INPUT for one that is forbidden. */
  async take(step: Step, before: Table): Promise<void> {
    const { catalog } = this.lake;
    if (step.do === 'append' && !this.writes) {
      const { loaded } = await catalog.commit(this.table, (base) => catalog.changeFiles(base, { operation: 'append', added: [contentFile('', { path: `${base.uri}/data/${this.snapshots.length}.parquet`, specId: base.metadata.defaultSpecId, partition: currentSpec(base.metadata).fields.map(() => null), recordCount: step.keys.length })] }), FAILS);
      this.snapshots.push(loaded.metadata.currentSnapshotId ?? -1n);
    } else if (step.do === 'append' || step.do === 'delete') {
      const key = before.fields.findIndex(({ id }) => id === 1);
      const change = step.do === 'append' ? { kind: 'insert' as const, select: rowsFor(step.keys, before.fields).map((row) => `SELECT ${row.map((value, index) => sql(value, before.fields[index])).join(', ')}`).join(' UNION ALL ') }
        : { kind: 'delete' as const, where: `c${key} IN (${step.keys.join(', ')})`, filter: { op: 'in' as const, column: before.fields[key]?.name ?? '', values: step.keys.map(BigInt) } };
      const { snapshotId } = await applyRowWrite(this.ctx, await planChange(this.ctx, this.table, change));
      this.snapshots.push(BigInt(snapshotId ?? -1));
    } else {
      await catalog.commit(this.table, async (base) => this.change(base, step, before), FAILS);
    }
  }

  private change(base: LoadedTable, step: Exclude<Step, { do: 'append' | 'delete' }>, { spec }: Table): Change {
    const at = (snapshot: number): bigint => this.snapshots[snapshot] ?? -1n;
    switch (step.do) {
      case 'add': return schemaChange(base, [{ kind: 'add', parent: step.parent, name: step.name, type: icebergType(step.type), required: step.required, ...(step.doc === null ? {} : { doc: step.doc }), ...(step.to === null ? {} : { to: step.to }) }]);
      case 'rename': return schemaChange(base, [{ kind: 'rename', path: step.path, name: step.name }]);
      case 'drop': case 'make-optional': case 'make-required': return schemaChange(base, [{ kind: step.do, path: step.path }]);
      case 'promote': return schemaChange(base, [{ kind: 'promote', path: step.path, type: icebergType({ kind: step.kind, fields: [] }) }]);
      case 'document': return schemaChange(base, [{ kind: 'document', path: step.path, doc: step.doc }]);
      case 'move': return schemaChange(base, [{ kind: 'move', path: step.path, to: step.to }]);
      case 'identify': return schemaChange(base, [{ kind: 'identifier', paths: step.paths }]);
      case 'spec-add': case 'spec-drop': case 'spec-rename': return specChange(base, wantedSpec(base, spec, step));
      case 'sort': return sortOrderChange(base, step.fields.map(({ column, transform, direction, nulls }) => ({ column, transform: readTransform(transform), direction, nullOrder: `nulls-${nulls}` as const })));
      case 'set-property': return propertiesChange(base, { [step.key]: step.value });
      case 'remove-property': return propertiesChange(base, {}, [step.key]);
      case 'upgrade': return formatChange(base, 2, crypto.randomUUID());
      case 'set-ref': return refChange(base, step.name, { type: step.ref.type, snapshotId: at(step.ref.snapshot), minSnapshotsToKeep: step.ref.keep, maxSnapshotAgeMs: step.ref.age, maxRefAgeMs: step.ref.refAge });
      case 'remove-ref': return { files: [], requirements: [], updates: [{ action: 'remove-snapshot-ref', name: step.name }] };
      case 'roll-back': { const main = refByName(base.metadata, 'main'); return { files: [], requirements: [], updates: main === undefined ? [] : [{ action: 'set-snapshot-ref', name: 'main', ref: { ...main, snapshotId: at(step.snapshot) } }] }; }
      case 'fast-forward': return fastForwardChange(base, step.branch, at(step.snapshot));
    }
  }

  async state(): Promise<State> {
    const { metadata } = await this.lake.catalog.loadTable(this.table);
    const schema = currentSchema(metadata);
    const number = (id: bigint): number => this.snapshots.indexOf(id);
    return {
      version: metadata.formatVersion, columns: schema.fields.map(columnOf), identifiers: [...schema.identifierFieldIds].sort((a, b) => a - b), lastColumn: metadata.lastColumnId,
      spec: currentSpec(metadata).fields.map(({ sourceId, fieldId, name, transform }) => specText(sourceId, fieldId, name, transformText(transform))),
      sort: currentSortOrder(metadata).fields.map(({ sourceId, transform, direction, nullOrder }) => `${transformText(transform)}(${sourceId}) ${direction} ${nullOrder}`),
      properties: Object.fromEntries(Object.entries(metadata.properties).sort(byName)),
      refs: Object.fromEntries(Object.entries(metadata.refs).sort(byName).map(([name, ref]) => [name, refText(ref.type, number(ref.snapshotId), ref.minSnapshotsToKeep, ref.maxSnapshotAgeMs, ref.maxRefAgeMs)])),
      log: metadata.snapshotLog.map(({ snapshotId }) => number(snapshotId)),
    };
  }

  /** Rows of today (null) and of snapshots, each in the schema that it has. */
  async rows(table: TableName, snapshots: readonly (bigint | null)[]): Promise<readonly (readonly string[])[]> {
    const answers = await this.lake.readAll(table, snapshots.map((id) => (id === null ? {} : { snapshot: String(id) })));
    return answers.map(({ rows }) => rows.map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : value))).sort());
  }
}

function wantedSpec({ metadata }: LoadedTable, spec: readonly SpecField[], step: Extract<Step, { do: `spec-${string}` }>): readonly { readonly column: string; readonly transform: Transform; readonly name: string }[] {
  const paths = new Map<number, string>();
  const walk = (fields: readonly NestedField[], above: string): void => { for (const field of fields) { paths.set(field.id, above + field.name); if (field.type.type === 'struct') walk(field.type.fields, `${above}${field.name}.`); } };
  walk(currentSchema(metadata).fields, '');
  const live = spec.filter(({ transform }) => transform !== 'void').map(({ source, name, transform }) => ({ column: paths.get(source) ?? '', transform: readTransform(transform), name }));
  if (step.do === 'spec-add') return [...live, { column: step.column, transform: readTransform(step.transform), name: step.name }];
  return step.do === 'spec-drop' ? live.filter(({ name }) => name !== step.name) : live.map((field) => (field.name === step.name ? { ...field, name: step.to } : field));
}

function icebergType({ kind, fields }: NewType): IcebergType {
  const [first, second] = fields;
  if (kind === 'struct') return { type: 'struct', fields: fields.map(({ name, required, type }) => ({ id: 0, name, required, type: icebergType(type) })) };
  if (kind === 'list' && first !== undefined) return { type: 'list', elementId: 0, element: icebergType(first.type), elementRequired: first.required };
  if (kind === 'map' && first !== undefined && second !== undefined) return { type: 'map', keyId: 0, key: icebergType(first.type), valueId: 0, value: icebergType(second.type), valueRequired: second.required };
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(kind);
  return decimal === null ? { type: kind as 'int' } : { type: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
}
const newType = ({ kind, fields }: Field): NewType => ({ kind, fields: fields.map((field) => ({ name: field.name, required: field.required, type: newType(field) })) });
const nestedField = (field: Field): NestedField => ({ id: 0, name: field.name, required: field.required, type: icebergType(newType(field)) });

function columnOf({ id, name, required, type, doc }: NestedField): Column {
  const inside = type.type === 'struct' ? type.fields : type.type === 'list' ? [{ id: type.elementId, name: 'element', required: type.elementRequired, type: type.element }]
    : type.type === 'map' ? [{ id: type.keyId, name: 'key', required: true, type: type.key }, { id: type.valueId, name: 'value', required: type.valueRequired, type: type.value }] : [];
  return [id, name, type.type === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.type, required, doc ?? null, inside.map(columnOf)];
}

const SQL_TYPES: Readonly<Partial<Record<Kind, string>>> = { int: 'INTEGER', long: 'BIGINT', float: 'FLOAT', double: 'DOUBLE', string: 'VARCHAR', date: 'DATE', timestamp: 'TIMESTAMP', 'decimal(9,2)': 'DECIMAL(9,2)', 'decimal(18,2)': 'DECIMAL(18,2)', boolean: 'BOOLEAN' };
/** A type of the engine's; fields of structs are called f1, f2, … there. */
function sqlType({ kind, fields }: Field): string {
  const inside = fields.map(sqlType);
  if (kind === 'struct') return `STRUCT(${inside.map((type, index) => `f${index + 1} ${type}`).join(', ')})`;
  return kind === 'list' ? `${inside[0]}[]` : kind === 'map' ? `MAP(${inside.join(', ')})` : (SQL_TYPES[kind] ?? '');
}
function sql(value: Shown | undefined, field: Field | undefined): string {
  if (field === undefined || value === undefined) throw new Error('a row has as many values as the table has columns');
  const [first, second] = field.fields;
  if (value === null || typeof value === 'string') return `CAST(${value === null ? 'NULL' : `'${value}'`} AS ${sqlType(field)})`;
  if (field.kind === 'struct') return `{${value.map((inner, index) => `'f${index + 1}': ${sql(inner, field.fields[index])}`).join(', ')}}`;
  if (field.kind === 'list') return `[${value.map((inner) => sql(inner, first)).join(', ')}]`;
  return `MAP {${value.map((entry) => { const [key, held] = entry as readonly [Shown, Shown]; return `${sql(key, first)}: ${sql(held, second)}`; }).join(', ')}}`;
}
