import { describe, expect, it } from 'vitest';
import { newTableBody } from '@/components/tables/create/new-table-body';
import { addField, setField, toggleIdentifier } from '@/components/tables/schema-editor/edit-draft';
import { EMPTY_DRAFT } from '@/components/tables/schema-editor/table-draft';
import { newTable } from '@/lib/model/requests/new-table';
import { z } from 'zod';

describe('newTableBody', () => {
  it('asks for what was drawn up, in the words of the API', () => {
    const [one, id] = addField(EMPTY_DRAFT, null);
    const [two, place] = addField(setField(one, id, { name: ' id ', type: 'long', required: true, doc: 'key' }), null);
    const [three, zip] = addField(setField(two, place, { name: 'place', type: 'struct' }), place);
    const draft = { ...toggleIdentifier(setField(three, zip, { name: 'zip' }), id), partition: [{ source: zip, transform: 'truncate[2]', name: ' area ' }], sort: [{ source: id, transform: 'identity', direction: 'desc', nulls: 'last' } as const], properties: { comment: 'places', 'gc.enabled': 'false' } };
    const body = newTableBody(' places ', draft);
    expect(body).toEqual({
      name: 'places', formatVersion: 2, comment: 'places', properties: { 'gc.enabled': 'false' }, identifierFields: ['id'],
      columns: [{ name: 'id', type: 'long', required: true, doc: 'key' }, { name: 'place', type: { type: 'struct', fields: [{ name: 'zip', required: false, type: 'string' }] }, required: false }],
      partition: [{ column: 'place.zip', transform: 'truncate[2]', name: 'area' }], sortOrder: [{ column: 'id', transform: 'identity', direction: 'desc', nulls: 'last' }],
    });
    expect(z.object(newTable).safeParse(body).success).toBe(true);
  });
});
