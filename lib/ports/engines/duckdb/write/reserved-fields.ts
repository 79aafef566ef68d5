import type { NestedField } from '@/lib/model/iceberg/types';
import { LAST_CHANGE, ROW_ID } from '../scan/row-places';

/** Columns of position delete files, and those that v3 files may hold beside the table's (spec, Reserved Field IDs). */
const long = (id: number, name: string, required: boolean): NestedField => ({ id, name, required, type: { type: 'long' } });
export const DELETE_PATH: NestedField = { id: 2_147_483_546, name: 'file_path', required: true, type: { type: 'string' } };
export const DELETE_POSITION = long(2_147_483_545, 'pos', true);
export const ROW_ID_FIELD = long(ROW_ID, '_row_id', false);
export const LAST_CHANGE_FIELD = long(LAST_CHANGE, '_last_updated_sequence_number', false);
