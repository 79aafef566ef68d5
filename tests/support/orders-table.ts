import type { NewTable } from '@/lib/model/iceberg';

export const ORDERS = { namespace: ['shop'], name: 'orders' };

export const ORDERS_DEFINITION: Omit<NewTable, 'location' | 'uuid'> = {
  fields: [{ id: 0, name: 'id', required: true, type: { type: 'long' } }, { id: 0, name: 'day', required: false, type: { type: 'date' } }],
  partition: [{ column: 'day', transform: { kind: 'day' } }],
};
