import { invalidInput } from '@/lib/model/errors';
import { fieldById } from '../schema/lookup';
import { typeToText } from '../schema/type-json';
import type { IcebergType, NestedField, Schema } from '../types';

/** Where a field goes among those beside it, which are named without their parent. */
export type Position = { readonly first: true } | { readonly after: string } | { readonly before: string };

/** Rebuilds the tree with the field `id` replaced, or left out for null. */
export function editField(fields: readonly NestedField[], id: number, change: (field: NestedField) => NestedField | null): readonly NestedField[] {
  return fields.flatMap((field) => {
    if (field.id === id) { const after = change(field); return after === null ? [] : [after]; }
    return [{ ...field, type: editInside(field.type, id, change) }];
  });
}

function editInside(type: IcebergType, id: number, change: (field: NestedField) => NestedField | null): IcebergType {
  const inside = (field: NestedField): NestedField => {
    const after = field.id === id ? change(field) : { ...field, type: editInside(field.type, id, change) };
    if (after === null || after.name !== field.name) throw invalidInput('The insides of lists and maps cannot be dropped or renamed.');
    if (after.doc !== undefined || after.writeDefault !== undefined) throw invalidInput('The insides of lists and maps carry no description and no default.');
    return after;
  };
  switch (type.type) {
    case 'struct': return { ...type, fields: editField(type.fields, id, change) };
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

/** The fields of the struct `parentId`, or of the table for null. */
export function fieldsOf(schema: Schema, parentId: number | null): readonly NestedField[] {
  if (parentId === null) return schema.fields;
  const type = fieldById(schema, parentId)?.field.type;
  return type?.type === 'struct' ? type.fields : [];
}

/** The schema with the fields of one struct (null: the table's own) changed. `path` is for the error when it is no struct. */
export function editFieldsOf(schema: Schema, parentId: number | null, path: string, change: (fields: readonly NestedField[]) => readonly NestedField[]): Schema {
  if (parentId === null) return { ...schema, fields: change(schema.fields) };
  if (fieldById(schema, parentId)?.field.type.type !== 'struct') throw invalidInput(`${path} stands in no struct.`);
  return { ...schema, fields: editField(schema.fields, parentId, (field) => (field.type.type === 'struct' ? { ...field, type: { ...field.type, fields: change(field.type.fields) } } : field)) };
}

/** `fields` with the one called `id` at another place. */
export function moveField(fields: readonly NestedField[], id: number, to: Position, path: string): readonly NestedField[] {
  const moved = fields.find((field) => field.id === id);
  if (!moved) throw invalidInput(`${path} stands in no struct and cannot be moved.`);
  const rest = fields.filter((field) => field.id !== id);
  if ('first' in to) return [moved, ...rest];
  const anchor = 'after' in to ? to.after : to.before;
  const at = rest.findIndex((field) => field.name === anchor);
  if (at < 0) throw invalidInput(`There is no other column ${anchor} beside ${path}.`);
  const position = 'after' in to ? at + 1 : at;
  return [...rest.slice(0, position), moved, ...rest.slice(position)];
}
