import { isAppError } from '@/lib/model/errors';
import { toLogicalType, typeToText, type IcebergType, type NestedField, type Schema } from '@/lib/model/iceberg';
import { readTypeInput } from '@/lib/model/iceberg/schema/type-input';
import { typeText } from '@/lib/model/values/type-text';
import { byParent, type DraftField, type TableDraft } from './table-draft';

/** A type that somebody typed, or why it is none. */
export function readType(text: string, formatVersion: number): { readonly type: IcebergType } | { readonly problem: string } {
  try {
    return { type: readTypeInput(text, formatVersion) };
  } catch (error) {
    if (isAppError(error)) return { problem: error.message };
    throw error;
  }
}

/** The schema that the draft means, without what is staged to go; keys are its ids. A type that is none counts as unknown. */
export function draftSchema(draft: TableDraft): Schema {
  const inside = byParent(draft.fields.filter(({ dropped }) => dropped !== true));
  const typeOf = (field: DraftField): IcebergType => {
    const held = (inside.get(field.key) ?? []).map(nested);
    const part = (name: string) => held.find((one) => one.name === name) ?? { id: 0, type: { type: 'unknown' } as const, required: false };
    switch (field.type) {
      case 'struct': return { type: 'struct', fields: held };
      case 'list': { const { id, type, required } = part('element'); return { type: 'list', elementId: id, element: type, elementRequired: required }; }
      case 'map': { const [key, value] = [part('key'), part('value')]; return { type: 'map', keyId: key.id, key: key.type, valueId: value.id, value: value.type, valueRequired: value.required }; }
      default: { const read = readType(field.type, draft.formatVersion); return 'type' in read ? read.type : { type: 'unknown' }; }
    }
  };
  const nested = (field: DraftField): NestedField => ({ id: field.key, name: field.name, required: field.required, type: typeOf(field) });
  return { schemaId: 0, fields: (inside.get(null) ?? []).map(nested), identifierFieldIds: draft.identifiers };
}

const TRINO_HOLDER: Readonly<Record<string, string>> = { struct: 'row', list: 'array', map: 'map' };

/** A type as Trino says it, which the screen shows, and as Iceberg does, which stands beside it. */
export function typeWords(text: string, formatVersion: number): { readonly trino: string; readonly iceberg: string } {
  const holder = TRINO_HOLDER[text];
  if (holder !== undefined) return { trino: holder, iceberg: text };
  const read = readType(text, formatVersion);
  if ('problem' in read) return { trino: text, iceberg: text };
  const logical = toLogicalType(read.type);
  const iceberg = typeToText(read.type).replaceAll(/\b0: /g, '');
  return { trino: logical === null ? iceberg : typeText(logical), iceberg };
}

/** Whether two spellings mean one type: `varchar` and `string` do. */
export const isSameType = (a: string, b: string, formatVersion: number): boolean => a === b || typeWords(a, formatVersion).iceberg === typeWords(b, formatVersion).iceberg;
