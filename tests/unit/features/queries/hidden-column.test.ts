import { describe, expect, it } from 'vitest';
import { refusalOf } from '@/lib/core/sql/errors';
import { translate } from '@/lib/core/sql/translate';
import { sayHiddenColumn } from '@/lib/features/queries/hidden-column';
import type { Relation } from '@/lib/features/queries/resolve';
import { queryFailed } from '@/lib/model/errors';

const relation = {
  kind: 'table', name: 'lake.java.variant',
  schema: { schemaId: 0, identifierFieldIds: [], fields: [{ id: 1, name: 'id', required: true, type: { type: 'long' } }, { id: 2, name: 'Doc', required: false, type: { type: 'variant' } }, { id: 3, name: 'in', required: false, type: { type: 'struct', fields: [{ id: 4, name: 'g', required: false, type: { type: 'geometry', crs: null } }] } }] },
} as unknown as Relation;
const notFound = (name: string) => queryFailed('COLUMN_NOT_FOUND', `Column '${name}' cannot be resolved`, 2, 9);

describe('a column that SQL cannot hold', () => {
  it.each([['doc', 'Doc', 'variant'], ['variant.doc', 'Doc', 'variant'], ['in', 'in', 'struct']])('%s is refused by name, with its place', (written, name, type) => {
    expect(sayHiddenColumn(notFound(written), [relation])).toMatchObject({
      code: 'QUERY_FAILED', message: `Column '${name}' of lake.java.variant is of type ${type}, which statements cannot read; name the other columns`, details: { sql: { name: 'NOT_SUPPORTED', line: 2, column: 9 } },
    });
  });

  it('is found by the very words of whoever reads the statement', () => {
    const session = { catalog: 'lake', schema: 'java', at: '2026-01-01T00:00:00.000Z', user: 'admin' } as unknown as Parameters<typeof translate>[2];
    const refused = (() => { try { return translate('SELECT id, v.doc FROM variant v', 0, session, [{ index: 0, name: 'lake.java.variant', columns: [{ name: 'id', type: { kind: 'bigint' } }] }]); } catch (error) { return refusalOf(error); } })();
    if (refused === null || !('code' in refused)) throw new Error('it was not refused');
    expect(sayHiddenColumn(queryFailed(refused.code, refused.message, refused.line, refused.column), [relation])).toMatchObject({ details: { sql: { name: 'NOT_SUPPORTED', line: 1, column: 12 } } });
  });

  it('leaves what is really not there, and every other error, as it is', () => {
    for (const error of [notFound('docs'), notFound('id'), queryFailed('TYPE_MISMATCH', "Column 'doc' cannot be resolved"), new Error("Column 'doc' cannot be resolved")]) expect(sayHiddenColumn(error, [relation])).toBe(error);
    expect(sayHiddenColumn(notFound('doc'), [{ kind: 'metadata' } as unknown as Relation])).toMatchObject({ details: { sql: { name: 'COLUMN_NOT_FOUND' } } });
  });
});
