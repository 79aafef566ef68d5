import { typeToText } from '../iceberg';
import type { IcebergType } from '../iceberg/types';

const name = (text: string): string => (/^\w+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);

/** A type as a person would write it, without ids: `struct<sku: string, n: int>`; `readTypeInput` reads it back. */
export function typeWords(type: IcebergType): string {
  switch (type.type) {
    case 'struct': return `struct<${type.fields.map((field) => `${name(field.name)}: ${typeWords(field.type)}`).join(', ')}>`;
    case 'list': return `list<${typeWords(type.element)}>`;
    case 'map': return `map<${typeWords(type.key)}, ${typeWords(type.value)}>`;
    default: return typeToText(type);
  }
}
