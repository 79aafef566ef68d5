/**
 * A table as somebody wants it to be, held as values and not as steps: what one types twice into a cell is one change,
 * and three of them (base, mine, theirs) can be laid beside each other.
 */
export interface DraftField {
  /** the field's id; negative for one that is new */
  readonly key: number;
  readonly parent: number | null;
  readonly name: string;
  /** as Iceberg or Trino spells it; `struct`, `list` and `map` alone where the inside stands in fields of its own */
  readonly type: string;
  readonly required: boolean;
  readonly doc: string;
  /** of a new column in version 3: what rows that are there read as; empty for none */
  readonly initialDefault: string;
  readonly writeDefault: string;
  /** staged to go: it stays in its place, struck, until it is published */
  readonly dropped?: true;
}
export interface DraftPartition { readonly source: number; readonly transform: string; /** empty: the usual one */ readonly name: string }
export interface DraftSort { readonly source: number; readonly transform: string; readonly direction: 'asc' | 'desc'; readonly nulls: 'first' | 'last' }

export interface TableDraft {
  readonly formatVersion: number;
  /** those of one parent in their order */
  readonly fields: readonly DraftField[];
  readonly identifiers: readonly number[];
  readonly partition: readonly DraftPartition[];
  readonly sort: readonly DraftSort[];
  readonly properties: Readonly<Record<string, string>>;
}

export interface DraftRow { readonly field: DraftField; readonly depth: number; /** names from the top, dotted */ readonly path: string; /** it or what it stands in is staged to go */ readonly gone: boolean }

/** Every field with where it stands, parents before children. */
export function rowsOf({ fields }: Pick<TableDraft, 'fields'>): readonly DraftRow[] {
  const inside = byParent(fields);
  const rows: DraftRow[] = [];
  const walk = (parent: number | null, depth: number, above: string, gone: boolean): void => {
    for (const field of inside.get(parent) ?? []) {
      const row = { field, depth, path: above === '' ? field.name : `${above}.${field.name}`, gone: gone || field.dropped === true };
      rows.push(row);
      walk(field.key, depth + 1, row.path, row.gone);
    }
  };
  walk(null, 0, '', false);
  return rows;
}

/** Fields by what they stand in, each group in its order. */
export function byParent(fields: readonly DraftField[]): ReadonlyMap<number | null, readonly DraftField[]> {
  const groups = new Map<number | null, DraftField[]>();
  for (const field of fields) {
    const group = groups.get(field.parent);
    if (group === undefined) groups.set(field.parent, [field]);
    else group.push(field);
  }
  return groups;
}

export const fieldOf = ({ fields }: Pick<TableDraft, 'fields'>, key: number): DraftField | undefined => fields.find((field) => field.key === key);
/** The inside of a list or a map: it has no name of its own and stays where it is. */
export function isInside(draft: Pick<TableDraft, 'fields'>, field: DraftField): boolean {
  const parent = field.parent === null ? undefined : fieldOf(draft, field.parent);
  return parent !== undefined && (parent.type === 'list' || parent.type === 'map');
}
export const isHolder = (type: string): boolean => type === 'struct' || type === 'list' || type === 'map';
/** Keys that are staged to go, with all that stands in them. */
export const goneKeys = (draft: TableDraft): ReadonlySet<number> => new Set(rowsOf(draft).filter(({ gone }) => gone).map(({ field }) => field.key));
/** Names that are alike for whoever reads without regard to case. */
export const foldedName = (name: string): string => name.trim().toLowerCase();
export const sameName = (a: string, b: string): boolean => foldedName(a) === foldedName(b);

export const EMPTY_DRAFT: TableDraft = { formatVersion: 2, fields: [], identifiers: [], partition: [], sort: [], properties: {} };
