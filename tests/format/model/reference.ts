/**
 * What a table is, in this test's own words: nothing of it is the console's code. Columns are a tree by id; the insides of
 * lists and maps are fields called element, key and value. Snapshots are numbered in the order of their making.
 */
export type Kind = 'int' | 'long' | 'float' | 'double' | 'string' | 'date' | 'timestamp' | 'decimal(9,2)' | 'decimal(18,2)' | 'boolean' | 'struct' | 'list' | 'map';
export interface Field { readonly id: number; name: string; kind: Kind; required: boolean; doc: string | null; fields: Field[] }
/** A type as it is asked for, before it has ids. */
export interface NewType { readonly kind: Kind; readonly fields: readonly { readonly name: string; readonly required: boolean; readonly type: NewType }[] }
export type Place = { readonly first: true } | { readonly after: string } | { readonly before: string };
export interface SpecField { readonly source: number; readonly id: number; readonly name: string; readonly transform: string }
export interface SortField { readonly source: number; readonly transform: string; readonly direction: 'asc' | 'desc'; readonly nulls: 'first' | 'last' }
export interface Ref { readonly type: 'branch' | 'tag'; readonly snapshot: number; readonly keep: number | null; readonly age: number | null; readonly refAge: number | null }
/** A value by what it held when it was written: a struct by field ids, a list, a map's entries, a text. */
export type Value = null | string | readonly Value[] | ReadonlyMap<number, Value>;
export interface Row { readonly key: number; readonly value: ReadonlyMap<number, Value> }
export interface Snapshot { readonly parent: number | null; readonly rows: readonly Row[]; readonly schema: readonly Field[] }

export type Step =
  | { readonly do: 'add'; readonly parent: string | null; readonly name: string; readonly type: NewType; readonly required: boolean; readonly doc: string | null; readonly to: Place | null }
  | { readonly do: 'rename'; readonly path: string; readonly name: string }
  | { readonly do: 'drop' | 'make-optional' | 'make-required'; readonly path: string }
  | { readonly do: 'promote'; readonly path: string; readonly kind: Kind }
  | { readonly do: 'document'; readonly path: string; readonly doc: string }
  | { readonly do: 'move'; readonly path: string; readonly to: Place }
  | { readonly do: 'identify'; readonly paths: readonly string[] }
  | { readonly do: 'spec-add'; readonly column: string; readonly transform: string; readonly name: string }
  | { readonly do: 'spec-drop'; readonly name: string }
  | { readonly do: 'spec-rename'; readonly name: string; readonly to: string }
  | { readonly do: 'sort'; readonly fields: readonly { readonly column: string; readonly transform: string; readonly direction: 'asc' | 'desc'; readonly nulls: 'first' | 'last' }[] }
  | { readonly do: 'set-property'; readonly key: string; readonly value: string }
  | { readonly do: 'remove-property'; readonly key: string }
  | { readonly do: 'upgrade' }
  | { readonly do: 'set-ref'; readonly name: string; readonly ref: Ref }
  | { readonly do: 'remove-ref'; readonly name: string }
  | { readonly do: 'roll-back'; readonly snapshot: number }
  | { readonly do: 'fast-forward'; readonly branch: string; readonly snapshot: number }
  | { readonly do: 'append'; readonly keys: readonly number[] }
  | { readonly do: 'delete'; readonly keys: readonly number[] };

export interface Placed { readonly field: Field; readonly path: string; readonly above: readonly Field[] }

/** Every field with its path, in the schema's order. */
export function placed(fields: readonly Field[], above: readonly Placed[] = []): readonly Placed[] {
  return fields.flatMap((field) => {
    const here = { field, path: [...above.map((one) => one.field.name), field.name].join('.'), above: above.map((one) => one.field) };
    return [here, ...placed(field.fields, [...above, here])];
  });
}

export class Table {
  fields: Field[] = [];
  identifiers: readonly number[] = [];
  lastColumn = 0;
  spec: readonly SpecField[] = [];
  /** every field that any spec had, in their order */
  readonly specs: (readonly SpecField[])[] = [[]];
  lastPartition = 999;
  /** Spec, Partition Evolution: an equivalent field keeps its id; PyIceberg, as Java, gives a new one when its name is another */
  othersCountOtherwise = false;
  sort: readonly SortField[] = [];
  readonly properties = new Map<string, string>();
  readonly refs = new Map<string, Ref>();
  readonly snapshots: Snapshot[] = [];
  /** the snapshots that main was at, one after the other */
  readonly log: number[] = [];
  constructor(public version: 1 | 2) {
    this.fields = [this.fresh('k', { kind: 'long', fields: [] }, true, null), this.fresh('a', { kind: 'int', fields: [] }, false, null)];
    this.fields.push(this.fresh('s', { kind: 'struct', fields: [{ name: 'x', required: false, type: { kind: 'float', fields: [] } }, { name: 'y', required: false, type: { kind: 'string', fields: [] } }] }, false, null));
  }

  get head(): Snapshot | null { const main = this.refs.get('main'); return main === undefined ? null : (this.snapshots[main.snapshot] ?? null); }
  find(path: string): Placed | null { return placed(this.fields).find((one) => one.path === path) ?? null; }
  byId(id: number): Placed | null { return placed(this.fields).find(({ field }) => field.id === id) ?? null; }

  /** A column gets its id, then all fields of its type theirs, a level at a time. */
  fresh(name: string, type: NewType, required: boolean, doc: string | null): Field {
    const named = (id: number, of: { readonly name: string; readonly required: boolean; readonly type: NewType }): Field => ({ id, name: of.name, kind: of.type.kind, required: of.required, doc: null, fields: [] });
    const root: Field = { id: (this.lastColumn += 1), name, kind: type.kind, required, doc, fields: [] };
    const fill = (field: Field, of: NewType): void => {
      field.fields = of.fields.map((inner) => named((this.lastColumn += 1), inner));
      for (const [index, inner] of field.fields.entries()) { const below = of.fields[index]; if (below !== undefined) fill(inner, below.type); }
    };
    fill(root, type);
    return root;
  }

  siblings(place: Placed): Field[] { return place.above.at(-1)?.fields ?? this.fields; }
  isAncestor(ancestor: number, of: number): boolean {
    for (let at: number | null = of; at !== null; at = this.snapshots[at]?.parent ?? null) if (at === ancestor) return true;
    return false;
  }
}
