import { describe, expect, it } from 'vitest';
import { changesOf } from '@/components/tables/schema-editor/changes-of';
import { addField, moveBeside, setField, toggleDrop } from '@/components/tables/schema-editor/edit-draft';
import { operationsOf } from '@/components/tables/schema-editor/operations';
import { rebaseDraft, type Side } from '@/components/tables/schema-editor/rebase-draft';
import { rowsOf, type TableDraft } from '@/components/tables/schema-editor/table-draft';
import { applied, draftOf, tableOf, told } from '../../../../support/draft-table';

const metadata = tableOf({ id: 'long', total: 'int', note: 'string', ship_to: 'struct<zip: string, city: string>' });
const base = draftOf(metadata);
const keyOf = (draft: TableDraft, path: string): number => rowsOf(draft).find((row) => row.path === path)?.field.key ?? Number.NaN;
const names = (draft: TableDraft) => rowsOf(draft).map(({ path, gone }) => (gone ? `-${path}` : path));
const add = (draft: TableDraft, name: string, parent: number | null = null, after: number | null = null): TableDraft => { const [added, key] = addField(draft, parent, after); return setField(added, key, { name }); };
/** What the table is after somebody else has published theirs. */
const published = (theirs: TableDraft) => applied(metadata, changesOf(base, theirs));
const sides = (entries: Readonly<Record<string, Side>>) => new Map(Object.entries(entries));

describe('rebaseDraft', () => {
  it('brings together what does not touch each other, and what is left is mine on top of theirs', () => {
    const theirs = published(add(setField(base, keyOf(base, 'note'), { name: 'remark' }), 'channel', null, keyOf(base, 'id')));
    const mine = add(toggleDrop(setField(base, keyOf(base, 'note'), { doc: 'by hand' }), keyOf(base, 'ship_to.zip')), 'country', keyOf(base, 'ship_to'));
    const { draft, clashes } = rebaseDraft(base, mine, draftOf(theirs));
    expect(clashes).toEqual([]);
    expect(names(draft)).toEqual(['id', 'channel', 'total', 'remark', 'ship_to', '-ship_to.zip', 'ship_to.city', 'ship_to.country']);
    const after = draftOf(applied(theirs, changesOf(draftOf(theirs), draft)));
    expect(told(after)).toEqual(told(draft));
    expect(operationsOf(draftOf(theirs), draft).map(({ verb, subject }) => `${verb} ${subject}`)).toEqual(['Describe remark', 'Drop ship_to.zip', 'Add ship_to.country']);
  });
  it('asks where both renamed one column, and takes the chosen name', () => {
    const theirs = draftOf(published(setField(base, keyOf(base, 'note'), { name: 'remark' })));
    const mine = setField(base, keyOf(base, 'note'), { name: 'comment' });
    const { clashes, draft } = rebaseDraft(base, mine, theirs);
    expect(clashes).toEqual([{ id: `${keyOf(base, 'note')}:name`, what: 'name of note', base: 'note', mine: 'comment', theirs: 'remark' }]);
    expect(names(draft)).toContain('comment');
    expect(names(rebaseDraft(base, mine, theirs, sides({ [clashes[0]?.id ?? '']: 'theirs' })).draft)).toContain('remark');
  });
  it('asks before it drops what somebody has changed, and before it loses what somebody has dropped', () => {
    const total = keyOf(base, 'total');
    const widened = draftOf(published(setField(base, total, { type: 'long' })));
    const dropping = rebaseDraft(base, toggleDrop(base, total), widened);
    expect(dropping.clashes.map(({ mine, theirs }) => [mine, theirs])).toEqual([['dropped', 'total long, optional']]);
    expect(names(rebaseDraft(base, toggleDrop(base, total), widened, sides({ [`${total}:drop`]: 'theirs' })).draft)).toContain('total');
    const gone = draftOf(published(toggleDrop(base, total)));
    const mine = setField(base, total, { doc: 'with tax' });
    expect(names(rebaseDraft(base, mine, gone, sides({ [`${total}:gone`]: 'theirs' })).draft)).not.toContain('total');
    const anew = rebaseDraft(base, mine, gone).draft;
    expect(changesOf(gone, anew)).toEqual([expect.objectContaining({ kind: 'add-column', name: 'total', doc: 'with tax' })]);
  });
  it('asks where both added a column of one name', () => {
    const theirs = draftOf(published(add(base, 'country')));
    const mine = add(base, 'Country');
    const { draft, clashes } = rebaseDraft(base, mine, theirs);
    expect(clashes).toHaveLength(1);
    expect(names(draft).slice(-2)).toEqual(['country', 'Country_2']);
    expect(names(rebaseDraft(base, mine, theirs, sides({ [clashes[0]?.id ?? '']: 'theirs' })).draft)).not.toContain('Country_2');
  });
  it('does not lose a field of a struct that is gone', () => {
    const theirs = draftOf(published(toggleDrop(base, keyOf(base, 'ship_to'))));
    const { draft, clashes } = rebaseDraft(base, add(base, 'street', keyOf(base, 'ship_to')), theirs);
    expect(clashes.map(({ theirs: said }) => said)).toEqual(['its struct was dropped']);
    expect(names(draft)).toEqual(['id', 'total', 'note', 'street']);
  });
  it('asks for one order where both have one, and merges order and additions where only one has', () => {
    const [id, note] = [keyOf(base, 'id'), keyOf(base, 'note')];
    const mine = moveBeside(base, note, id, false);
    const moved = draftOf(published(moveBeside(base, id, keyOf(base, 'ship_to'), true)));
    expect(rebaseDraft(base, mine, moved).clashes.map(({ what }) => what)).toEqual(['order of columns']);
    const theirs = draftOf(published(add(base, 'channel', null, id)));
    const merged = rebaseDraft(base, mine, theirs);
    expect([merged.clashes.length, names(merged.draft).slice(0, 4)]).toEqual([0, ['note', 'id', 'channel', 'total']]);
  });
  it('holds partitions, order and properties apart', () => {
    const at = { source: keyOf(base, 'id'), transform: 'bucket[8]', name: '' };
    const theirs = draftOf(published({ ...base, properties: { owner: 'data', 'gc.enabled': 'false' } }));
    const mine = { ...base, partition: [at], properties: { owner: 'shop' } };
    const { draft, clashes } = rebaseDraft(base, mine, theirs);
    expect(clashes.map(({ id, base: was, mine: my, theirs: their }) => [id, was, my, their])).toEqual([['property:owner', 'not set', 'shop', 'data']]);
    expect([draft.partition, draft.properties]).toEqual([[at], { owner: 'shop', 'gc.enabled': 'false' }]);
  });
});
