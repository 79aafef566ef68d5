'use client';
import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/select';
import { TextField } from '@/components/ui/text-field';
import type { Inspection, ToldOptions } from './inspection';

const DELIMITERS = [{ value: ',', label: 'comma' }, { value: ';', label: 'semicolon' }, { value: '\t', label: 'tab' }, { value: '|', label: 'bar' }] as const;
const FORMATS = [{ value: 'csv', label: 'CSV' }, { value: 'json', label: 'JSON lines' }, { value: 'parquet', label: 'Parquet' }] as const;

/** How the file is read: what was found, to be corrected. */
export function FileOptions({ found, told, onChange }: { readonly found: Inspection['options']; readonly told: ToldOptions; readonly onChange: (told: ToldOptions) => void }) {
  const set = (more: ToldOptions) => onChange({ ...told, ...more });
  const delimiters = DELIMITERS.some(({ value }) => value === found.delimiter) ? DELIMITERS : [...DELIMITERS, { value: found.delimiter, label: found.delimiter }];
  return (
    <div className="grid grid-cols-4 items-end gap-3 max-sm:grid-cols-2">
      <Select label="Format" value={found.format} options={FORMATS} onChange={(format) => set({ format })} />
      {found.format === 'csv' && (
        <>
          <Select<string> label="Delimiter" value={found.delimiter} options={delimiters} onChange={(delimiter) => set({ delimiter })} />
          <TextField label="NULL is written" mono value={told.nullText ?? found.nullText} placeholder="nothing" onChange={(event) => set({ nullText: event.target.value })} />
          <div className="flex h-7 items-center"><Checkbox label="First line has names" checked={found.header} onChange={(header) => set({ header })} /></div>
        </>
      )}
      {found.format !== 'parquet' && (
        <>
          <TextField label="Dates" mono value={told.dateFormat ?? found.dateFormat} placeholder="2026-01-31" help="Else written as %d.%m.%Y" onChange={(event) => set({ dateFormat: event.target.value })} />
          <TextField label="Timestamps" mono value={told.timestampFormat ?? found.timestampFormat} placeholder="2026-01-31T10:00:00" help="Else as %d.%m.%Y %H:%M:%S" onChange={(event) => set({ timestampFormat: event.target.value })} />
        </>
      )}
    </div>
  );
}
