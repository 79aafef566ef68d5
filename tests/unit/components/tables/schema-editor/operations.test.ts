import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redo, stage, startHistory, undo } from '@/components/tables/schema-editor/draft-history';
import { draftProblems } from '@/components/tables/schema-editor/draft-problems';
import { addField, moveBy, setField, toggleDrop, toggleIdentifier } from '@/components/tables/schema-editor/edit-draft';
import { operationsOf } from '@/components/tables/schema-editor/operations';
import { stableMoves } from '@/components/tables/schema-editor/stable-moves';
import { rowsOf, type TableDraft } from '@/components/tables/schema-editor/table-draft';
import { typeChoices } from '@/components/tables/schema-editor/type-choices';
import { draftOf, tableOf } from '../../../../support/draft-table';

const base = draftOf(tableOf({ id: 'required long', total: 'decimal(18, 2)', qty: 'int', ship_to: 'struct<zip: string, city: string>' }, { identifiers: ['id'], partition: [{ column: 'qty', transform: { kind: 'identity' } }] }));
const keyOf = (draft: TableDraft, path: string): number => rowsOf(draft).find((row) => row.path === path)?.field.key ?? Number.NaN;
const said = (draft: TableDraft) => operationsOf(base, draft).map(({ verb, subject, text }) => `${verb} ${subject} ${text}`.trim());

describe('operationsOf', () => {
  it('tells each change in a line, and each can be taken out by itself', () => {
    let draft = setField(base, keyOf(base, 'total'), { type: 'decimal(20,2)' });
    draft = setField(draft, keyOf(base, 'ship_to.zip'), { name: 'postal_code', doc: 'as printed' });
    draft = moveBy(toggleDrop(draft, keyOf(base, 'qty')), keyOf(base, 'id'), 1);
    const [added, key] = addField(draft, keyOf(base, 'ship_to'));
    draft = { ...setField(added, key, { name: 'country' }), formatVersion: 3, properties: { owner: 'shop' } };
    expect(said(draft)).toEqual([
      'Widen total decimal(18,2) to decimal(20,2)', 'Drop qty integer', 'Rename ship_to.zip to postal_code', 'Describe ship_to.zip “as printed”', 'Add ship_to.country varchar, optional',
      'Move id behind total', 'Partition  no longer', 'Upgrade  format version 2 to 3', 'Set owner to shop',
    ]);
    for (const { id } of operationsOf(base, draft)) {
      const operation = operationsOf(base, draft).find((one) => one.id === id);
      const without = operation?.revert(draft) ?? draft;
      expect(operationsOf(base, without).map((one) => one.id)).not.toContain(id);
    }
    expect(operationsOf(base, draft).reduce((now, { revert }) => revert(now), draft)).toMatchObject({ formatVersion: 2, properties: {}, partition: base.partition });
  });
  it('moves as few columns as can be', () => {
    expect(stableMoves([1, 2, 3, 4, 5], [2, 3, 4, 5, 1])).toEqual([1]);
    expect(stableMoves([1, 2, 3], [1, 2, 3])).toEqual([]);
    expect(stableMoves([], [])).toEqual([]);
    const orders = fc.integer({ min: 0, max: 9 }).chain((size) => fc.shuffledSubarray(Array.from({ length: size }, (_, key) => key), { minLength: size, maxLength: size }));
    fc.assert(fc.property(orders, (after) => {
      const before = after.toSorted((a, b) => a - b);
      const moved = stableMoves(before, after);
      const kept = after.filter((key) => !moved.includes(key));
      expect(kept).toEqual(kept.toSorted((a, b) => a - b));
      // any run that keeps its order, tried one by one
      const longest = Array.from({ length: 2 ** after.length }, (_, bits) => after.filter((_key, at) => (bits & (1 << at)) !== 0)).filter((run) => run.every((key, at) => at === 0 || (run[at - 1] ?? 0) < key)).reduce((most, run) => Math.max(most, run.length), 0);
      expect(moved.length).toBe(after.length - longest);
    }), { numRuns: 60 });
  });
});

describe('draftProblems', () => {
  const problems = (draft: TableDraft, hasRows = true) => draftProblems(base, draft, hasRows).map(({ part, text }) => `${part}: ${text}`);
  const withNew = (traits: Parameters<typeof setField>[2], formatVersion = 2) => { const [added, key] = addField({ ...base, formatVersion }, null); return setField(added, key, traits); };
  it('has nothing against a table as it is', () => expect(problems(base)).toEqual([]));
  it('refuses what files could not be read by', () => expect(problems(setField(base, keyOf(base, 'qty'), { type: 'string' }))[0]).toMatch(/^type: int cannot become string/));
  it('refuses names twice and none', () => {
    expect(problems(withNew({ name: 'TOTAL' }))).toEqual(['name: Two columns are called total.', 'name: Two columns are called TOTAL.']);
    expect(problems(withNew({}))).toEqual(['name: A column needs a name.']);
  });
  it('wants a default of a required column where there are rows, from version 3 on', () => {
    expect(problems(withNew({ name: 'a', required: true }))).toEqual(['required: It must allow null: rows that are there already have no value for it.']);
    expect(problems(withNew({ name: 'a', required: true }), false)).toEqual([]);
    expect(problems(withNew({ name: 'a', required: true, type: 'int', initialDefault: '0' }, 3))).toEqual([]);
    expect(problems(withNew({ name: 'a', type: 'int', initialDefault: 'x' }, 3))).toEqual(['default: "x" is no default for int.']);
    expect(problems(setField(base, keyOf(base, 'qty'), { required: true }))).toEqual(['required: qty cannot become required: rows that are there may hold null.']);
  });
  it('knows which columns can identify, split and sort rows', () => {
    expect(problems(toggleIdentifier(base, keyOf(base, 'qty')))).toEqual(['identifier: qty may be null; only required columns identify rows.']);
    expect(problems({ ...base, partition: [{ source: keyOf(base, 'total'), transform: 'day', name: '' }] })[0]).toMatch(/^partition: total: day takes dates/);
    expect(problems({ ...base, sort: [{ source: -9, transform: 'identity', direction: 'asc', nulls: 'first' }] })).toEqual(['sort: Choose a column.']);
  });
  it('wants something in a struct, and a column in a table', () => {
    expect(problems(withNew({ name: 's', type: 'struct' }))).toEqual(['type: A struct needs at least one field: add one to it.']);
    expect(problems(base.fields.filter(({ parent }) => parent === null).reduce((now, { key }) => toggleDrop(now, key), base))).toEqual(['table: A table needs at least one column.']);
  });
});

describe('typeChoices', () => {
  it('offers only what is legal, and says why not the rest', () => {
    const choices = typeChoices('int', 2);
    expect(choices.filter(({ refused }) => refused === null).map(({ value }) => value)).toEqual(['int', 'long']);
    expect(choices.find(({ value }) => value === 'string')?.refused).toMatch(/int cannot become string/);
    expect(typeChoices('decimal(18, 2)', 2).filter(({ refused }) => refused === null).map(({ value }) => value)).toEqual(['decimal(18, 2)', 'decimal(20, 2)', 'decimal(38, 2)']);
    expect(typeChoices(null, 2).some(({ value }) => value === 'variant')).toBe(false);
    expect(typeChoices(null, 3).some(({ value }) => value === 'variant')).toBe(true);
  });
});

describe('draft history', () => {
  it('takes steps back and forth, letters of one cell as one', () => {
    const name = (text: string) => setField(base, keyOf(base, 'qty'), { name: text });
    let history = stage(stage(startHistory(base), name('a'), 'qty:name'), name('ab'), 'qty:name');
    const both = history.present;
    history = stage(history, toggleDrop(both, keyOf(base, 'total')));
    history = undo(history);
    expect(history.present).toBe(both);
    history = undo(history);
    expect(history.present).toBe(base);
    expect(undo(history).present).toBe(base);
    expect(redo(redo(redo(history))).present.fields.some(({ dropped }) => dropped)).toBe(true);
  });
});
