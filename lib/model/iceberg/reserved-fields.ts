import type { NestedField } from './types';

/** Fields that files may hold beside a table's own (spec, Reserved Field IDs): of position delete files, and of v3 row lineage. */
export const DELETE_PATH: NestedField = { id: 2_147_483_546, name: 'file_path', required: true, type: { type: 'string' } };
export const DELETE_POSITION: NestedField = { id: 2_147_483_545, name: 'pos', required: true, type: { type: 'long' } };
export const ROW_ID_FIELD: NestedField = { id: 2_147_483_540, name: '_row_id', required: false, type: { type: 'long' } };
export const LAST_CHANGE_FIELD: NestedField = { id: 2_147_483_539, name: '_last_updated_sequence_number', required: false, type: { type: 'long' } };
