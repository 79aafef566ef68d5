import { invalidInput } from '@/lib/model/errors';
import { fieldById, fieldByPath, highestFieldId } from '../schema/lookup';
import { typeToText } from '../schema/type-json';
import type { IcebergType, NestedField, Schema } from '../types';
import { assignInside } from './new-table';

/** One change of a schema; `path` is a dotted name, with `element`, `key` and `value` for the insides of lists and maps. */
export type SchemaChange =
  | { readonly kind: 'add'; readonly parent: string | null; readonly name: string; readonly type: IcebergType; readonly doc?: string; readonly required?: boolean }
  | { readonly kind: 'rename'; readonly path: string; readonly name: string }
  | { readonly kind: 'drop'; readonly path: string }
  | { readonly kind: 'promote'; readonly path: string; readonly type: IcebergType }
  | { readonly kind: 'make-optional'; readonly path: string }
  | { readonly kind: 'document'; readonly path: string; readonly doc: string | null }
  | { readonly kind: 'move'; readonly path: string; readonly to: { readonly first: true } | { readonly after: string } | { readonly before: string } };

/** Why a type may not become another; null when it may (spec, Schema Evolution: type promotion). */
export function promotionProblem(from: IcebergType, to: IcebergType, formatVersion: number): string | null {
  if (typeToText(from) === typeToText(to)) return null;
  if (from.type === 'int' && to.type === 'long') return null;
  if (from.type === 'float' && to.type === 'double') return null;
  if (from.type === 'decimal' && to.type === 'decimal' && to.scale === from.scale && to.precision > from.precision) return null;
  if (formatVersion >= 3 && from.type === 'date' && (to.type === 'timestamp' || to.type === 'timestamp_ns')) return null;
  if (formatVersion >= 3 && from.type === 'unknown') return null;
  return `${typeToText(from)} cannot become ${typeToText(to)}: files that hold the old type could not be read. Allowed are int to long, float to double, and decimals to more digits of the same scale.`;
}

/**
 * The schema after `changes`, in order. Ids stay with their fields and are never used again.
 * @throws INVALID_INPUT with the rule in words
 */
export function evolveSchema(base: Schema, changes: readonly SchemaChange[], lastColumnId: number, formatVersion: number): Schema {
  let next = Math.max(lastColumnId, highestFieldId(base.fields));
  const fresh = (): number => (next += 1);
  return changes.reduce((schema, change) => {
    if (change.kind === 'add') return addField(schema, change, fresh);
    const target = fieldByPath(schema, change.path);
    if (target === null) throw invalidInput(`There is no column ${change.path}.`);
    if (change.kind === 'move') return move(schema, target.parentId, target.field.id, change.to, change.path);
    if (change.kind === 'drop' && schema.identifierFieldIds.includes(target.field.id)) throw invalidInput(`${change.path} identifies rows; take it out of the identifier fields first.`);
    return { ...schema, fields: edit(schema.fields, target.field.id, (field) => changed(field, change, siblings(schema, target.parentId), formatVersion)) };
  }, base);
}

function changed(field: NestedField, change: Exclude<SchemaChange, { kind: 'add' | 'move' }>, beside: readonly NestedField[], formatVersion: number): NestedField | null {
  switch (change.kind) {
    case 'drop': return null;
    case 'rename':
      if (beside.some((other) => other.id !== field.id && other.name.toLowerCase() === change.name.toLowerCase())) throw invalidInput(`There is a column ${change.name} already.`);
      return { ...field, name: change.name };
    case 'promote': {
      const problem = promotionProblem(field.type, change.type, formatVersion);
      if (problem !== null) throw invalidInput(problem);
      return { ...field, type: change.type };
    }
    case 'make-optional': return { ...field, required: false };
    case 'document': { const { doc: _, ...rest } = field; return change.doc === null ? rest : { ...rest, doc: change.doc }; }
  }
}

/** Rebuilds the tree with the field `id` replaced, or left out for null. */
function edit(fields: readonly NestedField[], id: number, change: (field: NestedField) => NestedField | null): readonly NestedField[] {
  return fields.flatMap((field) => {
    if (field.id === id) { const after = change(field); return after === null ? [] : [after]; }
    return [{ ...field, type: editInside(field.type, id, change) }];
  });
}

function editInside(type: IcebergType, id: number, change: (field: NestedField) => NestedField | null): IcebergType {
  const inside = (field: NestedField): NestedField => {
    const after = field.id === id ? change(field) : { ...field, type: editInside(field.type, id, change) };
    if (after === null || after.name !== field.name) throw invalidInput('The insides of lists and maps cannot be dropped or renamed.');
    return after;
  };
  switch (type.type) {
    case 'struct': return { ...type, fields: edit(type.fields, id, change) };
    case 'list': { const after = inside({ id: type.elementId, name: 'element', required: type.elementRequired, type: type.element }); return { ...type, element: after.type, elementRequired: after.required }; }
    case 'map': {
      const key = inside({ id: type.keyId, name: 'key', required: true, type: type.key });
      if (!key.required || typeToText(key.type) !== typeToText(type.key)) throw invalidInput('Keys of maps cannot be changed.');
      const value = inside({ id: type.valueId, name: 'value', required: type.valueRequired, type: type.value });
      return { ...type, value: value.type, valueRequired: value.required };
    }
    default: return type;
  }
}

function addField(schema: Schema, change: Extract<SchemaChange, { kind: 'add' }>, fresh: () => number): Schema {
  if (change.required) throw invalidInput(`${change.name} must allow null: rows that are there already have no value for it.`);
  const id = fresh();
  const field: NestedField = { id, name: change.name, required: false, type: assignInside(change.type, fresh), ...(change.doc === undefined ? {} : { doc: change.doc }) };
  const append = (fields: readonly NestedField[]): readonly NestedField[] => {
    if (fields.some((other) => other.name.toLowerCase() === change.name.toLowerCase())) throw invalidInput(`There is a column ${change.name} already.`);
    return [...fields, field];
  };
  if (change.parent === null) return { ...schema, fields: append(schema.fields) };
  const parent = fieldByPath(schema, change.parent);
  if (parent === null || parent.field.type.type !== 'struct') throw invalidInput(`${change.parent} is no struct that could get a field.`);
  return { ...schema, fields: edit(schema.fields, parent.field.id, (held) => (held.type.type === 'struct' ? { ...held, type: { ...held.type, fields: append(held.type.fields) } } : held)) };
}

function siblings(schema: Schema, parentId: number | null): readonly NestedField[] {
  if (parentId === null) return schema.fields;
  let found: readonly NestedField[] = [];
  edit(schema.fields, parentId, (field) => { if (field.type.type === 'struct') found = field.type.fields; return field; });
  return found;
}

function move(schema: Schema, parentId: number | null, id: number, to: Extract<SchemaChange, { kind: 'move' }>['to'], path: string): Schema {
  const reorder = (fields: readonly NestedField[]): readonly NestedField[] => {
    const moved = fields.find((field) => field.id === id);
    const rest = fields.filter((field) => field.id !== id);
    if (!moved) throw invalidInput(`${path} stands in no struct and cannot be moved.`);
    if ('first' in to) return [moved, ...rest];
    const anchor = 'after' in to ? to.after : to.before;
    const at = rest.findIndex((field) => field.name === anchor);
    if (at < 0) throw invalidInput(`There is no column ${anchor} beside ${path}.`);
    const position = 'after' in to ? at + 1 : at;
    return [...rest.slice(0, position), moved, ...rest.slice(position)];
  };
  if (parentId === null) return { ...schema, fields: reorder(schema.fields) };
  if (fieldById(schema, parentId)?.field.type.type !== 'struct') throw invalidInput(`${path} stands in no struct and cannot be moved.`);
  return { ...schema, fields: edit(schema.fields, parentId, (field) => (field.type.type === 'struct' ? { ...field, type: { ...field.type, fields: reorder(field.type.fields) } } : field)) };
}
