/** A column of a schema, as far as the playhead needs it. */
interface Field {
  readonly id: number;
  readonly depth: number;
  readonly name: string;
}

/** A column of then beside the table of today, told by its id: a renamed one is the same column. */
export interface TravelledColumn {
  readonly id: number;
  /** its name then; of one that was not there yet, its name today */
  readonly name: string;
  /** `gone`: there then and no more; `later`: not there yet; `renamed`: there under another name */
  readonly state: 'same' | 'renamed' | 'gone' | 'later';
  /** its name today where that is another */
  readonly today: string | null;
}

/**
 * Columns in the order of today, so that they stand still while the playhead moves; those that are gone stand where they
 * stood, behind the column that was before them.
 */
export function travelledColumns(then: readonly Field[], today: readonly Field[]): readonly TravelledColumn[] {
  const [before, after] = [then, today].map((fields) => fields.filter(({ depth }) => depth === 0));
  const old = new Map(before?.map((field) => [field.id, field]));
  const present = new Set(after?.map(({ id }) => id));
  const columns: TravelledColumn[] = (after ?? []).map(({ id, name }) => {
    const was = old.get(id);
    if (!was) return { id, name, state: 'later', today: null };
    return was.name === name ? { id, name, state: 'same', today: null } : { id, name: was.name, state: 'renamed', today: name };
  });
  let previous = -1;
  for (const { id, name } of before ?? []) {
    if (!present.has(id)) columns.splice(columns.findIndex((each) => each.id === previous) + 1, 0, { id, name, state: 'gone', today: null });
    previous = id;
  }
  return columns;
}
