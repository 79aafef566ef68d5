import type { IcebergType } from '@/lib/model/iceberg/types';
import { carrierFieldName } from '@/lib/model/values/carriers';
import type { FileOptions } from '../../port';
import { textList } from '../quote';
import { exactText, pointer } from './json-records';
import { textValue } from './text-value';

type Formats = Pick<FileOptions, 'dateFormat' | 'timestampFormat'>;
interface JsonValue {
  /** the value; what does not fit inside of it is NULL there */
  readonly value: string;
  /** whether everything in it fits, to the last member */
  readonly fits: string;
}

/**
 * SQL for a JSON value as the type. An object is a struct whose members it names, none beside them, or a map of its keys; an array is a
 * list; in a string goes any JSON, as its text. Nothing in it can fail, on any row. UNSUPPORTED for types that no text of a file holds.
 * @param json an expression of the engine's type JSON
 */
export function jsonValue(json: string, type: IcebergType, formats: Formats, depth = 0): JsonValue {
  const item = `n${depth}`;
  const nothing = `(${json} IS NULL OR json_type(${json}) = 'NULL')`;
  switch (type.type) {
    case 'struct': {
      const members = type.fields.map((field) => ({ field, ...jsonValue(`json_extract(${json}, ${pointer(field.name)})`, field.type, formats, depth) }));
      const given = members.flatMap(({ field }) => (field.required ? [`coalesce(json_type(${json}, ${pointer(field.name)}) <> 'NULL', false)`] : []));
      const known = `list_has_all(${textList(type.fields.map(({ name }) => name))}, json_keys(${json}))`;
      return {
        value: `CASE WHEN json_type(${json}) = 'OBJECT' THEN struct_pack(${members.map(({ value }, index) => `${carrierFieldName(index)} := ${value}`).join(', ')}) END`,
        fits: `(${nothing} OR (json_type(${json}) = 'OBJECT' AND ${[known, ...given, ...members.map(({ fits }) => fits)].join(' AND ')}))`,
      };
    }
    case 'list': {
      const element = jsonValue(item, type.element, formats, depth + 1);
      const items = `json_extract(${json}, '$[*]')`;
      return {
        value: `CASE WHEN json_type(${json}) = 'ARRAY' THEN list_transform(${items}, lambda ${item}: ${element.value}) END`,
        fits: `(${nothing} OR (json_type(${json}) = 'ARRAY' AND coalesce(list_bool_and(list_transform(${items}, lambda ${item}: ${type.elementRequired ? `json_type(${item}) <> 'NULL' AND ` : ''}${element.fits})), true)))`,
      };
    }
    case 'map': {
      const at = `json_extract(${json}, '/' || replace(replace(${item}, '~', '~0'), '/', '~1'))`;
      const keys = `json_keys(${json})`;
      const key = textValue(item, type.key, formats);
      const element = jsonValue(at, type.value, formats, depth + 1);
      const made = `list_transform(${keys}, lambda ${item}: ${key})`;
      // a map that holds a key twice, or NULL, is none
      const sound = `len(list_distinct(${made})) = len(${keys})`;
      return {
        value: `CASE WHEN json_type(${json}) = 'OBJECT' AND ${sound} THEN map(${made}, list_transform(${keys}, lambda ${item}: ${element.value})) END`,
        fits: `(${nothing} OR (json_type(${json}) = 'OBJECT' AND ${sound} AND coalesce(list_bool_and(list_transform(${keys}, lambda ${item}: ${type.valueRequired ? `json_type(${at}) <> 'NULL' AND ` : ''}${element.fits})), true)))`,
      };
    }
    default: {
      const value = textValue(exactText(`(${json} ->> '$')`), type, formats);
      return { value, fits: `(${nothing} OR (${value}) IS NOT NULL)` };
    }
  }
}
