'use client';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const KEYS: readonly (readonly [group: string, keys: readonly (readonly [keys: readonly string[], what: string])[]])[] = [
  ['Everywhere', [[['Ctrl', 'K'], 'Find a table, column or action'], [['/'], 'Filter this page'], [['g', 'h'], 'Home'], [['g', 't'], 'Tables'], [['g', 'q'], 'SQL'], [['g', 'j'], 'Jobs'], [['g', 's'], 'Settings'], [['g', 'a'], 'Account'], [['?'], 'These keys'], [['Esc'], 'Close the top layer']]],
  ['SQL', [[['Ctrl', 'Enter'], 'Run the statement at the cursor, or the selection'], [['Ctrl', 'Shift', 'Enter'], 'Run all'], [['Ctrl', '.'], 'Cancel the run'], [['Ctrl', 'S'], 'Name the tab'], [['Ctrl', 'Shift', 'F'], 'Lay the text out'], [['Shift', '\u2190 \u2192'], 'Move the tab among the others'], [['F12'], 'Open the table at the cursor'], [['F6'], 'From the editor to the answer, and back'], [['Ctrl', 'M'], 'Let Tab leave the editor, or indent again'], [['Space'], 'View the cell']]],
  ['Snapshots', [[['\u2190'], 'Parent'], [['\u2192'], 'Child'], [['\u2191'], 'Lane above'], [['\u2193'], 'Lane below'], [['['], 'First'], [[']'], 'Last'], [['c'], 'Compare with the parent'], [['t'], 'Tag'], [['b'], 'Branch']]],
  ['Schema', [[['Enter'], 'Edit the column'], [['Alt', '\u2191 \u2193'], 'Move the column'], [['Ctrl', '\u232b'], 'Drop the column'], [['Ctrl', 'Z'], 'Undo']]],
];

export function KeysHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <div role="group" aria-label="All keys" tabIndex={0} className="flex max-h-[70dvh] flex-col gap-4 overflow-y-auto rounded-1 outline-none focus-visible:shadow-(--ring)">
        {KEYS.map(([group, keys]) => (
          <section key={group}>
            <h3 className="text-11 text-ink-3">{group}</h3>
            <dl>
              {keys.map(([combination, what]) => (
                <div key={what} className="flex min-h-7 items-center justify-between gap-6 border-t border-hair py-0.5">
                  <dt>{what}</dt>
                  <dd className="flex gap-1">{combination.map((key) => <Kbd key={key}>{key}</Kbd>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
