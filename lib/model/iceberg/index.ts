/** Front door of the format for everybody, screens too: nothing here reads Avro. */
export type * from './types';
export { parseTableMetadata, UNSORTED } from './metadata/parse';
export { serializeTableMetadata } from './metadata/serialize';
export { parsePrimitive, readSchema, readType, typeToText, writeSchema } from './schema/type-json';
export { parseTransform, transformText, PARTITION_FIELD_ID_START } from './schema/spec-json';
export { children, currentSchema, currentSortOrder, currentSpec, fieldById, fieldByPath, highestFieldId, placedFields, schemaById, specById, typeOfField, type PlacedField } from './schema/lookup';
export { compareValues, valueFromBytes, valueFromJson, valueText, valueToBytes, valueToJson } from './values';
export { hashValue, keepsOrder, partitionText, transformResultType, transformValue } from './transforms';
export { toLogicalType } from './logical-type';
export { ancestors, currentSnapshot, refByName, snapshotAsOf, snapshotById, snapshotByRef } from './history';
export { nameMapping, type MappedField } from './name-mapping';
export { applyUpdates } from './updates/apply';
export { checkRequirements } from './updates/requirements';
export { assignIds, newTableMetadata, partitionFieldName, type NewTable } from './updates/new-table';
export { evolveSchema, promotionProblem, type SchemaChange } from './updates/evolve-schema';
export type { NewPartitionField, Requirement, TableUpdate } from './updates/update';
