import { copyText } from '@/components/ui/copy-text';
import type { MenuEntry } from '@/components/ui/menu';
import type { Column } from '@/lib/model/values/types';
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
}

/** What can be done with one column. */
export const columnEntries = (layout: Layout, column: number, name: string, select: () => void, tell: (() => void) | null): readonly MenuEntry[] => [
  { label: 'Select the column', onSelect: select },
  ...(tell ? [{ label: 'Statistics', onSelect: tell }] : []),
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
