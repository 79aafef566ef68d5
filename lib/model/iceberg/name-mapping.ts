import { brokenTable } from '@/lib/model/errors';
import { parseJson } from '@/lib/model/values/lossless-json';
import { Reader } from './metadata/json';
import type { TableMetadata } from './types';

/** One step of `schema.name-mapping.default` (spec, Column Projection): names that a file without ids may use for a field. */
export interface MappedField {
  readonly fieldId: number | null;
  readonly names: readonly string[];
  readonly fields: readonly MappedField[];
}
const PROPERTY = 'schema.name-mapping.default';

/** The table's name mapping, or null. Throws BROKEN_TABLE when the property holds something else. */
export function nameMapping(metadata: TableMetadata, file: string): readonly MappedField[] | null {
  const text = metadata.properties[PROPERTY];
  if (text === undefined) return null;
  try {
    const read = (reader: Reader): MappedField => ({ fieldId: reader.optionalInt('field-id'), names: (reader.optionalList('names') ?? []).map(String), fields: reader.list('fields', 'a mapped field', read) });
    return new Reader({ mapping: parseJson(text) }, 'the name mapping', file).list('mapping', 'a mapped field', read);
  } catch (error) {
    throw brokenTable(`The property ${PROPERTY} is not a name mapping.`, file, error);
  }
}
