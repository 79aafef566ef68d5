import { invalidInput } from '@/lib/model/errors';
import { fieldByPath, highestFieldId, placedFields, type PlacedField } from '../schema/lookup';
import type { IcebergType, JsonValue, NestedField, Schema } from '../types';
import { assignInside } from './new-table';
import { checkSchema, defaultProblem, identifierProblem, promotionProblem } from './schema-rules';
import { editField, editFieldsOf, fieldsOf, moveField, type Position } from './schema-tree';

/** One change of a schema; `path` is a dotted name, with `element`, `key` and `value` for the insides of lists and maps. */
export type SchemaChange =
  | {
      readonly kind: 'add'; readonly parent: string | null; readonly name: string; readonly type: IcebergType; readonly doc?: string; readonly required?: boolean;
      /** v3: what rows that are there already read as; JSON single-value form. It becomes the write default too unless that is given. */
      readonly initialDefault?: JsonValue;
      readonly writeDefault?: JsonValue;
      readonly to?: Position;
    }
  | { readonly kind: 'rename'; readonly path: string; readonly name: string }
  | { readonly kind: 'drop'; readonly path: string }
  | { readonly kind: 'promote'; readonly path: string; readonly type: IcebergType }
  | { readonly kind: 'make-optional' | 'make-required'; readonly path: string }
  | { readonly kind: 'document'; readonly path: string; readonly doc: string | null }
  | { readonly kind: 'set-write-default'; readonly path: string; /** null takes it away */ readonly value: JsonValue }
  | { readonly kind: 'move'; readonly path: string; readonly to: Position }
  | { readonly kind: 'identifier'; readonly paths: readonly string[] };

export interface EvolutionBase {
  readonly lastColumnId: number;
  readonly formatVersion: number;
  /** false: nothing was ever written, so nothing can contradict a column that is required */
  readonly hasRows: boolean;
}

/**
 * The schema after `changes`, in order (spec, Schema Evolution). Ids stay with their fields and are never used again.
 * @throws INVALID_INPUT with the rule in words
 */
export function evolveSchema(base: Schema, changes: readonly SchemaChange[], rules: EvolutionBase): Schema {
  let next = Math.max(rules.lastColumnId, highestFieldId(base.fields));
  const fresh = (): number => (next += 1);
  const evolved = changes.reduce((schema, change) => step(schema, change, rules, fresh), base);
  checkSchema(evolved, rules.formatVersion, base);
  return evolved;
}

function step(schema: Schema, change: SchemaChange, rules: EvolutionBase, fresh: () => number): Schema {
  if (change.kind === 'add') return addField(schema, change, rules, fresh);
  if (change.kind === 'identifier') return { ...schema, identifierFieldIds: change.paths.map((path) => identifierOf(schema, path)) };
  const target = found(schema, change.path);
  if (change.kind === 'move') return editFieldsOf(schema, target.parentId, target.path, (fields) => moveField(fields, target.field.id, change.to, target.path));
  if (change.kind === 'drop') checkDrop(schema, target);
  return { ...schema, fields: editField(schema.fields, target.field.id, (field) => changed(field, change, fieldsOf(schema, target.parentId), rules)) };
}

function found(schema: Schema, path: string): PlacedField {
  const placed = fieldByPath(schema, path);
  if (placed === null) throw invalidInput(`There is no column ${path}.`);
  return placed;
}

function identifierOf(schema: Schema, path: string): number {
  const placed = found(schema, path);
  const problem = identifierProblem(schema, placed);
  if (problem !== null) throw invalidInput(problem);
  return placed.field.id;
}

function checkDrop(schema: Schema, { field, path, parentId }: PlacedField): void {
  const inside = placedFields({ fields: [field] }).map((placed) => placed.field.id);
  if (schema.identifierFieldIds.some((id) => inside.includes(id))) throw invalidInput(`${path} identifies rows; take it out of the identifier fields first.`);
  if (fieldsOf(schema, parentId).length === 1) throw invalidInput(parentId === null ? 'A table needs at least one column.' : `${path} is the only field of its struct; drop the struct instead.`);
}

const sameName = (name: string) => (field: NestedField): boolean => field.name.toLowerCase() === name.toLowerCase();

function changed(field: NestedField, change: Exclude<SchemaChange, { kind: 'add' | 'move' | 'identifier' }>, beside: readonly NestedField[], { formatVersion, hasRows }: EvolutionBase): NestedField | null {
  switch (change.kind) {
    case 'drop': return null;
    case 'rename':
      if (beside.some((other) => other.id !== field.id && sameName(change.name)(other))) throw invalidInput(`There is a column ${change.name} already.`);
      return { ...field, name: change.name };
    case 'promote': {
      const problem = promotionProblem(field.type, change.type, formatVersion);
      if (problem !== null) throw invalidInput(problem);
      return { ...field, type: change.type };
    }
    case 'make-optional': return { ...field, required: false };
    case 'make-required':
      if (!field.required && hasRows) throw invalidInput(`${change.path} cannot become required: rows that are there may hold null.`);
      return { ...field, required: true };
    case 'document': { const { doc: _, ...rest } = field; return change.doc === null ? rest : { ...rest, doc: change.doc }; }
    case 'set-write-default': {
      const problem = defaultProblem(field.type, change.value, formatVersion);
      if (problem !== null) throw invalidInput(`${change.path}: ${problem}`);
      const { writeDefault: _, ...rest } = field;
      return change.value === null ? rest : { ...rest, writeDefault: change.value };
    }
  }
}

function addField(schema: Schema, change: Extract<SchemaChange, { kind: 'add' }>, { formatVersion, hasRows }: EvolutionBase, fresh: () => number): Schema {
  const initial = change.initialDefault ?? null;
  const write = change.writeDefault ?? initial;
  if (change.required === true && hasRows && initial === null) {
    throw invalidInput(`${change.name} must allow null${formatVersion >= 3 ? ', or have an initial default' : ''}: rows that are there already have no value for it.`);
  }
  for (const value of [initial, write]) {
    const problem = defaultProblem(change.type, value, formatVersion);
    if (problem !== null) throw invalidInput(`${change.name}: ${problem}`);
  }
  const id = fresh();
  const field: NestedField = {
    id, name: change.name, required: change.required ?? false, type: assignInside(change.type, fresh), ...(change.doc === undefined ? {} : { doc: change.doc }),
    ...(initial === null ? {} : { initialDefault: initial }), ...(write === null ? {} : { writeDefault: write }),
  };
  const parent = change.parent === null ? null : fieldByPath(schema, change.parent);
  if (change.parent !== null && parent?.field.type.type !== 'struct') throw invalidInput(`${change.parent} is no struct that could get a field.`);
  return editFieldsOf(schema, parent?.field.id ?? null, change.name, (fields) => {
    if (fields.some(sameName(change.name))) throw invalidInput(`There is a column ${change.name} already.`);
    const appended = [...fields, field];
    return change.to === undefined ? appended : moveField(appended, id, change.to, change.name);
  });
}
