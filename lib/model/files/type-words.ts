import { typeToText } from '../iceberg';
import type { IcebergType } from '../iceberg/types';

/** The name of a struct's member in such words. */
export const fieldName = (text: string): string => (/^\w+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);

/** A type as a person would write it, without ids: `struct<sku: string, n: int>`; `readTypeInput` reads it back. */
export function typeWords(type: IcebergType): string {
  switch (type.type) {
    case 'struct': return `struct<${type.fields.map((field) => `${fieldName(field.name)}: ${typeWords(field.type)}`).join(', ')}>`;
    case 'list': return `list<${typeWords(type.element)}>`;
    case 'map': return `map<${typeWords(type.key)}, ${typeWords(type.value)}>`;
    default: return typeToText(type);
  }
}
