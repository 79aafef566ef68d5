/** Front door of the format for everybody, screens too: nothing here reads Avro. */
export type * from './types';
export { parseTableMetadata } from './metadata/parse';
export { serializeTableMetadata } from './metadata/serialize';
export { typeToText } from './schema/type-json';
export { transformText } from './schema/spec-json';
export { currentSchema, currentSortOrder, currentSpec, fieldById, fieldByPath, highestFieldId, placedFields, schemaById, specById, typeOfField, type PlacedField } from './schema/lookup';
export { compareValues, valueFromBytes, valueText, valueToBytes } from './values';
export { partitionText, transformResultType, transformValue } from './transforms';
export { fromLogicalType, toLogicalType } from './logical-type';
export { ancestors, currentSnapshot, refByName, snapshotAsOf, snapshotById, snapshotByRef } from './history';
export { nameMapping, type MappedField } from './name-mapping';
export { applyUpdates } from './updates/apply';
export { checkRequirements } from './updates/requirements';
export { newTableMetadata, partitionFieldName, type NewTable } from './updates/new-table';
export { evolveSchema, type EvolutionBase, type SchemaChange } from './updates/evolve-schema';
export { evolveSortOrder, evolveSpec, transformProblem, type OrderField, type SpecField } from './updates/evolve-spec';
export { defaultProblem, identifierProblem, promotionProblem, promotions, typeProblem } from './updates/schema-rules';
export type { NewPartitionField, Requirement, TableUpdate } from './updates/update';
