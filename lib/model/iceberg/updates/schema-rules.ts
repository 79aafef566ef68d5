import { invalidInput, isAppError } from '@/lib/model/errors';
import { placedFields, type PlacedField } from '../schema/lookup';
import { typeToText } from '../schema/type-json';
import type { IcebergType, JsonValue, PrimitiveType, Schema } from '../types';
import { valueFromJson } from '../values';

const isNested = (type: IcebergType): boolean => type.type === 'struct' || type.type === 'list' || type.type === 'map';
const V3_TYPES: ReadonlySet<string> = new Set(['timestamp_ns', 'timestamptz_ns', 'unknown', 'variant', 'geometry', 'geography']);

/** Why a type may not become another; null when it may (spec, Schema Evolution: type promotion). */
export function promotionProblem(from: IcebergType, to: IcebergType, formatVersion: number): string | null {
  if (typeToText(from) === typeToText(to)) return null;
  if (promotions(from, formatVersion).some((type) => type === to.type) && (to.type !== 'decimal' || widensDecimal(from, to))) return typeProblem(to, formatVersion);
  if (formatVersion >= 3 && from.type === 'unknown' && !isNested(to)) return typeProblem(to, formatVersion);
  return `${typeToText(from)} cannot become ${typeToText(to)}: files that hold the old type could not be read. Allowed are int to long, float to double, and decimals to more digits of the same scale.`;
}

/** Kinds of types that a type may become, for pickers; decimals only with more digits and the same scale. */
export function promotions(from: IcebergType, formatVersion: number): readonly string[] {
  switch (from.type) {
    case 'int': return ['long'];
    case 'float': return ['double'];
    case 'decimal': return from.precision < 38 ? ['decimal'] : [];
    case 'date': return formatVersion >= 3 ? ['timestamp', 'timestamp_ns'] : [];
    default: return [];
  }
}

const widensDecimal = (from: IcebergType, to: IcebergType): boolean => from.type === 'decimal' && to.type === 'decimal' && to.scale === from.scale && to.precision > from.precision;

/** Why a table of this format version cannot have a column of this type; null when it can. Looks inside nested types. */
export function typeProblem(type: IcebergType, formatVersion: number): string | null {
  switch (type.type) {
    case 'struct': return type.fields.length === 0 ? 'A struct needs at least one field.' : (type.fields.map((field) => typeProblem(field.type, formatVersion)).find((problem) => problem !== null) ?? null);
    case 'list': return typeProblem(type.element, formatVersion);
    case 'map': return typeProblem(type.key, formatVersion) ?? typeProblem(type.value, formatVersion);
    case 'decimal': return type.precision >= 1 && type.precision <= 38 && type.scale >= 0 && type.scale <= type.precision ? null : `${typeToText(type)} is no type: a decimal has 1 to 38 digits, of which at most all stand behind the point.`;
    case 'fixed': return type.length >= 1 ? null : 'fixed needs a length of at least 1.';
    default: return V3_TYPES.has(type.type) && formatVersion < 3 ? `${typeToText(type)} needs format version 3; this table is of version ${formatVersion}. Raise it first.` : null;
  }
}

/** Why a default cannot be one of this type (spec, Default values); null when it can. */
export function defaultProblem(type: IcebergType, value: JsonValue, formatVersion: number): string | null {
  if (value === null) return null;
  if (formatVersion < 3) return `Default values need format version 3; this table is of version ${formatVersion}. Raise it first.`;
  if (isNested(type) || ['unknown', 'variant', 'geometry', 'geography'].includes(type.type)) return `A column of type ${type.type} has no other default than null.`;
  try {
    valueFromJson(type as PrimitiveType, value, 'the change');
    return null;
  } catch (error) {
    if (isAppError(error)) return `${String(value)} is no default for ${typeToText(type)}.`;
    throw error;
  }
}

/** Why a column cannot identify rows (spec, Identifier Field IDs); null when it can. */
export function identifierProblem(schema: Schema, placed: PlacedField): string | null {
  const { field, path } = placed;
  if (isNested(field.type)) return `${path} is a ${field.type.type}; only single values identify rows.`;
  if (field.type.type === 'float' || field.type.type === 'double') return `${path} is a ${field.type.type}, whose values cannot be told apart reliably; it cannot identify rows.`;
  if (!field.required) return `${path} may be null; only required columns identify rows.`;
  const byId = new Map(placedFields(schema).map((one) => [one.field.id, one]));
  for (let parent = placed.parentId; parent !== null; parent = byId.get(parent)?.parentId ?? null) {
    const above = byId.get(parent);
    if (above === undefined) break;
    if (above.field.type.type !== 'struct') return `${path} stands inside a ${above.field.type.type}; it cannot identify rows.`;
    if (!above.field.required) return `${path} stands in ${above.path}, which may be null; it cannot identify rows.`;
  }
  return null;
}

/**
 * Refuses a schema that the specification forbids: names and ids twice, types that the format version lacks, identifier
 * fields that cannot be ones. INVALID_INPUT with the rule in words. `known`: what held already is not asked again.
 */
export function checkSchema(schema: Schema, formatVersion: number, known: Schema | null): void {
  if (schema.fields.length === 0) throw invalidInput('A table needs at least one column.');
  const names = new Set<string>();
  const ids = new Set<number>();
  const old = known === null ? [] : placedFields(known);
  const before = new Map(old.map(({ field }) => [field.id, typeToText(field.type)]));
  const oldNames = new Map(old.map(({ field }) => [field.id, field.name]));
  const placed = placedFields(schema);
  for (const { field, path, parentId } of placed) {
    if (field.name.trim() === '' && oldNames.get(field.id) !== field.name) throw invalidInput('A column needs a name.');
    if (names.has(path)) throw invalidInput(`Two columns are called ${path}.`);
    if (ids.has(field.id)) throw invalidInput(`Two columns have the id ${field.id}.`);
    names.add(path);
    ids.add(field.id);
    const problem = parentId !== null || before.get(field.id) === typeToText(field.type) ? null : typeProblem(field.type, formatVersion);
    if (problem !== null) throw invalidInput(`${path}: ${problem}`);
    for (const value of [field.initialDefault, field.writeDefault]) {
      const wrong = value === undefined || before.has(field.id) ? null : defaultProblem(field.type, value, formatVersion);
      if (wrong !== null) throw invalidInput(`${path}: ${wrong}`);
    }
  }
  for (const id of schema.identifierFieldIds) {
    const column = placed.find(({ field }) => field.id === id);
    if (column === undefined) throw invalidInput(`The identifier field ${id} is no column of the schema.`);
    const earlier = known?.identifierFieldIds.includes(id) === true ? old.find(({ field }) => field.id === id) : undefined;
    if (known !== null && earlier !== undefined && identifierProblem(known, earlier) !== null) continue;
    const problem = identifierProblem(schema, column);
    if (problem !== null) throw invalidInput(problem);
  }
}
