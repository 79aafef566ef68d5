import type { Field, Table } from './reference';

/** Everything that a table is but its rows, in one spelling for whoever has it; snapshots by their number. */
export interface State {
  readonly version: number;
  readonly columns: readonly Column[];
  readonly identifiers: readonly number[];
  readonly lastColumn: number;
  readonly spec: readonly string[];
  readonly sort: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly refs: Readonly<Record<string, string>>;
  readonly log: readonly number[];
}
export type Column = readonly [id: number, name: string, kind: string, required: boolean, doc: string | null, inside: readonly Column[]];

export const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
const columnOf = ({ id, name, kind, required, doc, fields }: Field): Column => [id, name, kind, required, doc, fields.map(columnOf)];
export const specText = (source: number, id: number | null, name: string, transform: string): string => `${id ?? '?'} ${name} = ${transform}(${source})`;
export const refText = (type: string, snapshot: number, keep: number | null, age: number | null, refAge: number | null): string => `${type} at ${snapshot}, keeps ${keep} for ${age}, goes after ${refAge}`;

export const stateOfModel = (table: Table): State => ({
  version: table.version, columns: table.fields.map(columnOf), identifiers: table.identifiers, lastColumn: table.lastColumn,
  spec: table.spec.map(({ source, id, name, transform }) => specText(source, id, name, transform)),
  sort: table.sort.map(({ source, transform, direction, nulls }) => `${transform}(${source}) ${direction} nulls-${nulls}`),
  properties: Object.fromEntries([...table.properties].sort(byName)),
  refs: Object.fromEntries([...table.refs].sort(byName).map(([name, { type, snapshot, keep, age, refAge }]) => [name, refText(type, snapshot, keep, age, refAge)])),
  log: [...table.log],
});
