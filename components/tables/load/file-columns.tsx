'use client';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { count } from '@/components/shell/words';
import { Select } from '@/components/ui/select';
import { SuggestField } from '@/components/ui/suggest-field';
import { TextField } from '@/components/ui/text-field';
import { typeChoices } from '../schema-editor/type-choices';
import type { ColumnChoice, Inspection } from './inspection';

const NONE = '\u0000none';
const PENCIL = 'bg-pencil-soft [&>:first-child]:shadow-[inset_3px_0_var(--pencil)] [&>:first-child]:!pl-2.5';

/**
 * The columns that the file fills. Of a new table, a row for each of the file's, whose name and type can be corrected, in pencil where
 * they were; of one that is there, a row for each of its own, with the file's column that fills it.
 */
export function FileColumns({ columns, found, seen, ofTable, onChange }: {
  readonly columns: readonly ColumnChoice[]; readonly found: readonly ColumnChoice[]; readonly seen: Inspection; readonly ofTable: boolean; readonly onChange: (columns: readonly ColumnChoice[]) => void;
}) {
  const set = (index: number, more: Partial<ColumnChoice>) => onChange(columns.map((column, at) => (at === index ? { ...column, ...more } : column)));
  const sources = [{ value: NONE, label: 'nothing' }, ...seen.sources.map((source) => ({ value: source, label: source }))];
  return (
    // it scrolls by the focus of the fields in it
    <div className="max-h-72 overflow-auto">
      <PlainTable label="Columns" className="min-w-[480px]" head={<>{ofTable ? <Th>Column</Th> : <Th>In the file</Th>}<Th>{ofTable ? 'Filled by' : 'Name'}</Th><Th>Type</Th><Th right>Do not fit</Th></>}>
        {columns.map((column, index) => {
          const bad = seen.columns.find(({ name, source }) => name === column.name && source === column.source)?.badRows ?? 0;
          const was = found[index];
          const inPencil = was !== undefined && (was.name !== column.name || was.type !== column.type || was.source !== column.source);
          const said = ofTable ? column.name : column.source;
          return (
            <tr key={said} className={inPencil ? PENCIL : ''}>
              <Td className="max-w-44 truncate font-mono text-12" title={said}>{said}</Td>
              <Td>
                {ofTable
                  ? <Select<string> label={`Filled by, of ${column.name}`} hideLabel value={column.source === '' ? NONE : column.source} options={sources} onChange={(source) => set(index, { source: source === NONE ? '' : source })} />
                  : <TextField label={`Name of ${column.source}`} hideLabel mono value={column.name} placeholder="left out" autoComplete="off" spellCheck={false} onChange={(event) => set(index, { name: event.target.value })} />}
              </Td>
              <Td>{ofTable ? <span className="font-mono text-12 text-ink-2">{column.type}</span> : <SuggestField label={`Type of ${column.source}`} value={column.type} options={typeChoices(null, 2)} onChange={(type) => set(index, { type })} />}</Td>
              <Td right className={bad > 0 ? 'text-bad-ink' : 'text-ink-3'}>{count(bad)}</Td>
            </tr>
          );
        })}
      </PlainTable>
    </div>
  );
}
