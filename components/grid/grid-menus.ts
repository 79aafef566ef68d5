import { copyText } from '@/components/ui/copy-text';
import type { MenuEntry } from '@/components/ui/menu';
import type { Cell, Column } from '@/lib/model/values/types';
import type { Arranging } from './arranging';
import { conditionOf, filteredBy, isSortable, sortedBy } from './change-view';
import type { CopyFormat } from './copied-text';

const FORMATS: readonly { readonly format: CopyFormat; readonly label: string; readonly shortcut?: string }[] = [
  { format: 'tsv', label: 'Copy', shortcut: 'Ctrl C' },
  { format: 'tsv-headers', label: 'Copy with headers', shortcut: 'Ctrl Shift C' },
  { format: 'csv', label: 'Copy as CSV' },
  { format: 'json', label: 'Copy as JSON' },
  { format: 'markdown', label: 'Copy as Markdown' },
  { format: 'insert', label: 'Copy as INSERT' },
];

/** Ways to take the selected cells along. */
export const copyEntries = (copy: (format: CopyFormat) => void): readonly MenuEntry[] =>
  FORMATS.map(({ format, label, shortcut }) => ({ label, onSelect: () => copy(format), ...(shortcut === undefined ? {} : { shortcut }) }));

interface Layout {
  readonly shown: readonly number[];
  readonly hidden: ReadonlySet<number>;
  readonly fit: (column: number) => void;
  readonly setShown: (column: number, show: boolean) => void;
  readonly pinned: readonly number[];
  readonly pin: (column: number, pin: boolean) => void;
}

/** Sorting and filtering by one column, where the rows come from a place that can do so. */
export function arrangeEntries(arranging: Arranging | null, column: number, given: Column | undefined, filter: () => void): readonly MenuEntry[] {
  if (!arranging || !given) return [];
  const { view, onChange } = arranging;
  const direction = view.sort.find((key) => key.column === column)?.direction ?? null;
  const isFiltered = view.filter.some((condition) => condition.column === column);
  const sort = (to: 'asc' | 'desc' | null) => () => onChange(sortedBy(view, column, to));
  return [
    ...(isSortable(given.type) ? [
      { label: 'Sort ascending', checked: direction === 'asc', onSelect: sort('asc') }, { label: 'Sort descending', checked: direction === 'desc', onSelect: sort('desc') },
      ...(direction === null ? [] : [{ label: 'Take out of the sorting', onSelect: sort(null) }]),
    ] : []),
    { label: isFiltered ? 'Change the filter' : 'Filter', onSelect: filter },
    ...(isFiltered ? [{ label: 'Clear the filter', onSelect: () => onChange(filteredBy(view, column, [])) }] : []),
    'separator',
  ];
}

/** Filters by the value of one cell. */
export function cellEntries(arranging: Arranging | null, column: number, given: Column | undefined, cell: Cell | undefined): readonly MenuEntry[] {
  if (!arranging || !given || cell === undefined) return [];
  const [keep, leave] = [conditionOf(column, cell, given.type, true), conditionOf(column, cell, given.type, false)];
  const filter = (condition: typeof keep) => () => condition && arranging.onChange(filteredBy(arranging.view, column, [condition]));
  return keep && leave ? [{ label: 'Only rows with this value', onSelect: filter(keep) }, { label: 'Without rows of this value', onSelect: filter(leave) }] : [];
}

const PINNED_MOST = 4;
/** What can be done with one column. */
export const columnEntries = (layout: Layout, column: number, name: string, select: () => void, tell: (() => void) | null): readonly MenuEntry[] => [
  { label: 'Select the column', onSelect: select },
  ...(tell ? [{ label: 'Statistics', onSelect: tell }] : []),
  layout.pinned.includes(column) ? { label: 'Unpin the column', onSelect: () => layout.pin(column, false) } : { label: 'Pin to the left', onSelect: () => layout.pin(column, true), disabled: layout.pinned.length >= PINNED_MOST },
  { label: 'Fit its width', onSelect: () => layout.fit(column) },
  { label: 'Hide the column', onSelect: () => layout.setShown(column, false), disabled: layout.shown.length < 2 },
  { label: 'Copy its name', onSelect: () => void copyText(name) },
];

const LISTED_MOST = 200;

/** Which columns are shown, to be switched on and off; the last one stays. */
export const shownEntries = (layout: Layout, columns: readonly Column[]): readonly MenuEntry[] => [
  { label: 'Show all', onSelect: () => layout.hidden.forEach((column) => layout.setShown(column, true)), disabled: layout.hidden.size === 0 },
  { label: 'Fit all widths', onSelect: () => layout.shown.forEach(layout.fit) },
  'separator',
  ...columns.slice(0, LISTED_MOST).map(({ name }, column): MenuEntry => ({
    label: `${name === '' ? 'no name' : name}${columns.filter((other) => other.name === name).length > 1 ? ` (${column + 1})` : ''}`, checked: !layout.hidden.has(column),
    onSelect: () => layout.setShown(column, layout.hidden.has(column)),
  })),
];
