import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf } from '@/components/tables/schema-editor/changes-of';
import { draftProblems } from '@/components/tables/schema-editor/draft-problems';
import { addField, moveBeside, setField, toggleDrop, toggleIdentifier } from '@/components/tables/schema-editor/edit-draft';
import { rowsOf, type TableDraft } from '@/components/tables/schema-editor/table-draft';
import { applied, draftOf, tableOf, told } from '../../../../support/draft-table';

const COLUMNS = { id: 'required long', total: 'decimal(18, 2)', qty: 'int', at: 'timestamptz', ship_to: 'struct<zip: string, city: string>', tags: 'list<int>', by_lang: 'map<string, struct<text: string>>' };
const metadata = tableOf(COLUMNS, { identifiers: ['id'], partition: [{ column: 'at', transform: { kind: 'day' } }], sort: [{ column: 'qty' }] });
const base = draftOf(metadata);
const keyOf = (draft: TableDraft, path: string): number => rowsOf(draft).find((row) => row.path === path)?.field.key ?? Number.NaN;
/** The server's own code makes the draft of the changes. */
function expectMade(draft: TableDraft): void {
  expect(told(draftOf(applied(metadata, changesOf(base, draft))))).toEqual(told(draft));
}

describe('changesOf', () => {
  it('asks for nothing when nothing is staged', () => expect(changesOf(base, base)).toEqual([]));
  it('makes one change of all traits of a column', () => {
    const draft = setField(base, keyOf(base, 'total'), { type: 'decimal(20,2)', doc: 'with tax' });
    expect(changesOf(base, draft)).toEqual([{ kind: 'update-column', column: 'total', type: 'decimal(20,2)', doc: 'with tax' }]);
  });
  it('takes no other spelling of a type for a change', () => expect(changesOf(base, setField(base, keyOf(base, 'total'), { type: 'decimal(18,2)' }))).toEqual([]));
  it('lets two columns take each other\'s name', () => {
    const draft = setField(setField(base, keyOf(base, 'qty'), { name: 'total' }), keyOf(base, 'total'), { name: 'qty' });
    expect(changesOf(base, draft).map(({ kind }) => kind)).toEqual(['rename-column', 'rename-column', 'rename-column']);
    expectMade(draft);
  });
  it('gives the name of a column that goes to one that comes, and says so in that order', () => {
    const [added, key] = addField(toggleDrop(base, keyOf(base, 'total')), null);
    const draft = setField(added, key, { name: 'total', type: 'double' });
    expect(changesOf(base, draft).map(({ kind }) => kind)).toEqual(['drop-column', 'add-column']);
    expectMade(draft);
  });
  it('takes duties away before a column goes', () => {
    const draft = ['id', 'at', 'qty'].reduce((now, path) => toggleDrop(now, keyOf(base, path)), base);
    expect(changesOf(base, draft).map(({ kind }) => kind)).toEqual(['set-identifier-fields', 'set-partition-spec', 'set-sort-order', 'drop-column', 'drop-column', 'drop-column']);
    expectMade(draft);
  });
  it('puts a new struct with its fields in one change, between two others', () => {
    const [withStruct, struct] = addField(base, null, keyOf(base, 'id'));
    const [withField, field] = addField(setField(withStruct, struct, { name: 'origin', type: 'struct' }), struct);
    const draft = setField(withField, field, { name: 'country', required: true, doc: 'ISO 3166' });
    expect(changesOf(base, draft)).toEqual([{ kind: 'add-column', parent: null, name: 'origin', type: { type: 'struct', fields: [{ name: 'country', required: true, type: 'string', doc: 'ISO 3166' }] }, required: false, to: { after: 'id' } }]);
    expectMade(draft);
  });
  it('reaches into renamed structs, lists and maps', () => {
    let draft = setField(base, keyOf(base, 'ship_to'), { name: 'address' });
    draft = setField(draft, keyOf(base, 'ship_to.zip'), { name: 'postal_code' });
    draft = setField(draft, keyOf(base, 'tags.element'), { type: 'long' });
    const [added, key] = addField(draft, keyOf(base, 'by_lang.value'));
    expectMade(setField(added, key, { name: 'reviewed', type: 'boolean' }));
  });
  it('partitions and sorts by columns that came with the same commit, and sets and removes properties', () => {
    const [added, key] = addField(base, null);
    const named = setField(added, key, { name: 'country' });
    const draft = { ...named, partition: [...named.partition, { source: key, transform: 'bucket[16]', name: '' }], sort: [{ source: key, transform: 'identity', direction: 'desc', nulls: 'last' } as const], properties: { 'write.target-file-size-bytes': '1' } };
    expectMade(draft);
    expect(changesOf({ ...base, properties: { owner: 'x' } }, { ...base, properties: {} })).toEqual([{ kind: 'remove-properties', keys: ['owner'] }]);
  });

  it('makes of any edits what the draft says, as long as the draft has no problem', () => {
    const edit = fc.record({ kind: fc.constantFrom('add', 'name', 'type', 'doc', 'drop', 'move', 'identify', 'optional'), at: fc.nat(30), other: fc.nat(30), name: fc.constantFrom('a', 'b', 'c', 'total', 'qty', 'zip'), type: fc.constantFrom('int', 'long', 'decimal(20, 2)', 'string', 'struct', 'date') });
    let made = 0;
    fc.assert(fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const draft = edits.reduce((now: TableDraft, { kind, at, other, name, type }) => {
        const rows = rowsOf(now);
        const field = rows[at % rows.length]?.field;
        if (field === undefined) return now;
        switch (kind) {
          case 'add': { const parent = field.type === 'struct' ? field.key : null; const [added, key] = addField(now, parent, parent === null && field.parent === null ? field.key : null); return setField(added, key, { name, type }); }
          case 'name': return /^(element|key|value)$/.test(field.name) ? now : setField(now, field.key, { name });
          case 'type': return setField(now, field.key, field.type === 'struct' && field.key > 0 ? {} : { type });
          case 'doc': return /^(element|key|value)$/.test(field.name) || field.parent !== null && field.parent < 0 ? now : setField(now, field.key, { doc: name });
          case 'drop': return toggleDrop(now, field.key);
          case 'move': return moveBeside(now, field.key, rows[other % rows.length]?.field.key ?? 0, other % 2 === 0);
          case 'identify': return toggleIdentifier(now, field.key);
          default: return setField(now, field.key, field.name === 'key' ? {} : { required: false });
        }
      }, base);
      if (draftProblems(base, draft, false).length > 0 || lastOfStructGoes(draft)) return;
      made += 1;
      expectMade(draft);
    }), { numRuns: 1500, seed: 9 });
    expect(made).toBeGreaterThan(150);
  });
});

/** The format refuses to empty a struct; the server says so in the dry run. */
function lastOfStructGoes(draft: TableDraft): boolean {
  return draft.fields.some((field) => field.type === 'struct' && field.dropped !== true && !draft.fields.some((one) => one.parent === field.key && one.dropped !== true && one.key > 0) && field.key > 0);
}
