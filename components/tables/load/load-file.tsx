'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Loading } from '@/components/ui/loading';
import { Note } from '@/components/ui/note';
import { RadioGroup } from '@/components/ui/radio-group';
import { TextField } from '@/components/ui/text-field';
import { Section } from '@/components/shell/section';
import { useView } from '@/components/shell/use-view';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import type { TableInfo } from '../table-place';
import { FileColumns } from './file-columns';
import { FileDrop } from './file-drop';
import { FileOptions } from './file-options';
import { FileSample } from './file-sample';
import { fileSource } from './file-source';
import { LoadOutcome } from './load-outcome';
import { PathField } from './path-field';
import { useFile } from './use-file';

type Mode = 'append' | 'overwrite';
type OnBadRows = 'refuse' | 'skip';
const BAD_ROWS = [{ value: 'refuse', label: 'Load nothing when a row does not fit' }, { value: 'skip', label: 'Leave out rows that do not fit', help: 'They can be downloaded, with line and reason, for a day.' }] as const;

/** Loads a file into a new table (`table` null) or one that is there: choose, look, correct, one button. The file and the job stand in the address. */
export function LoadFile({ catalog, namespace, table, onClose }: { readonly catalog: string; readonly namespace: string; readonly table: TableInfo | null; readonly onClose: () => void }) {
  const view = useView();
  const source = fileSource(view.get('file'), view.get('path'));
  const [job, jobTable] = [view.get('job'), view.get('into')];
  const file = useFile(catalog, source, table);
  const [typed, setTyped] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('append');
  const [onBadRows, setOnBadRows] = useState<OnBadRows>('refuse');
  const { seen } = file;
  const name = (table?.name ?? typed ?? nameFor(seen?.name ?? '')).trim();
  const start = useMutation({
    mutationFn: (dryRun: boolean) => client.load.start({
      params: { catalog, namespace, table: name }, query: dryRun ? { dryRun: 'true' } : {}, headers: { 'idempotency-key': crypto.randomUUID() },
      body: {
        ...source, options: { ...seen?.options, ...file.told }, onBadRows, mode: table === null ? 'create' : mode,
        columns: file.chosen.map((column) => (table === null ? { ...column, name: column.name.trim() } : { source: column.source, name: column.name })),
      },
    }),
    onSuccess: ({ job: id }) => view.set({ job: id, into: name }),
  });
  const verb = table === null ? 'Create and load' : 'Load';
  if (job !== null) {
    return (
      <LoadOutcome
        key={job} place={{ catalog, namespace, table: jobTable ?? name }} job={job} onBack={() => view.set({ job: null, into: null })}
        go={seen === undefined ? null : <Button variant="primary" busy={start.isPending} busyLabel="Starting" onClick={() => start.mutate(false)}>{verb}</Button>}
      />
    );
  }
  if (source === null) return <div className="flex flex-col gap-4"><FileDrop onSent={(id) => view.set({ file: id })} /><PathField catalog={catalog} onPath={(path) => view.set({ path })} /></div>;
  const another = <Button onClick={() => view.set({ file: null, path: null })}>Another file</Button>;
  if (seen === undefined) return file.error === null ? <Loading rows={6} label="The file is read" /> : <div className="flex flex-col items-start gap-3"><div role="alert"><Note state="bad">{problemOf(file.error).detail}</Note></div>{another}</div>;
  const missing = name === '' ? 'Give the table a name.' : file.chosen.length === 0 ? 'Choose a column first.' : file.error !== null ? problemOf(file.error).detail : null;
  const problem = start.error ?? file.error;
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (missing === null && !start.isPending) start.mutate(false); }}>
      <div className="flex flex-wrap items-end gap-3">
        {table === null && <div className="w-72 max-w-full"><TextField label="Name of the table" mono value={typed ?? name} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} /></div>}
        <p className="min-w-0 grow truncate py-1 text-12 text-ink-3">from <span className="font-mono text-ink-2">{seen.name}</span></p>
        {another}
      </div>
      <FileOptions found={seen.options} told={file.told} onChange={file.setTold} />
      <Section title="Columns"><FileColumns columns={file.columns} found={file.found} seen={seen} ofTable={table !== null} onChange={file.setColumns} /></Section>
      <FileSample seen={seen} />
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        {table !== null && <RadioGroup<Mode> label="Rows that are there" value={mode} onChange={setMode} options={[{ value: 'append', label: 'Keep them' }, ...(table.can['update_delete'] === true ? [{ value: 'overwrite' as const, label: 'Replace them all', help: 'The snapshot before still holds them.' }] : [])]} />}
        <RadioGroup<OnBadRows> label="Rows that do not fit" value={onBadRows} options={BAD_ROWS} onChange={setOnBadRows} />
      </div>
      {problem !== null && <div role="alert"><Note state="bad">{problemOf(problem).detail}</Note></div>}
      <div className="sticky -bottom-3.5 -mx-[18px] -mb-3.5 flex flex-wrap items-center gap-2 border-t border-hair bg-raised px-[18px] py-3">
        <Button reason={missing} onClick={() => { if (!start.isPending) start.mutate(true); }}>Check every row</Button>
        <span className="grow" />
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={start.isPending} busyLabel="Starting" reason={missing}>{verb}</Button>
      </div>
    </form>
  );
}

/** `Orders 2026.csv` → orders_2026 */
const nameFor = (file: string): string => file.replace(/\.[^.]*$/, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
