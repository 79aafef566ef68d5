'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/text-field';
import { useDebounced } from '@/components/shell/use-debounced';
import { shortId } from '@/components/shell/words';
import type { TableInfo, TablePlace } from '../table-place';
import { ActEffect, ActRefusal } from './act-effect';
import type { NewRef } from './send-act';
import { daysInMs, refNameProblem, wholeNumber } from './snapshot-acts';
import { useAct } from './use-act';

const DAYS = 'A whole number from 1 to 36,500, or nothing.';

/** A new branch or tag at a snapshot: its name and how long it is kept, with the effect as one types. */
export function RefDialog({ place, table, snapshotId, kind, onClose }: { readonly place: TablePlace; readonly table: TableInfo; readonly snapshotId: string; readonly kind: 'tag' | 'branch'; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('');
  const [keep, setKeep] = useState('');
  const [age, setAge] = useState('');
  const problem = refNameProblem(name, table.refs);
  const [kept, least, oldest] = [wholeNumber(days), wholeNumber(keep, 999_999_999), wholeNumber(age)];
  const isWhole = name !== '' && problem === null && kept !== undefined && least !== undefined && oldest !== undefined;
  const typed: NewRef | null = isWhole ? { name, retention: { maxRefAgeMs: daysInMs(kept), minSnapshotsToKeep: kind === 'branch' ? least : null, maxSnapshotAgeMs: kind === 'branch' ? daysInMs(oldest) : null } } : null;
  const text = JSON.stringify(typed);
  const settled = useDebounced(text, 250) === text;
  const { effect, run } = useAct({ place, table, snapshotId, act: { kind }, ref: settled ? typed : null, done: `${kind === 'tag' ? 'Tag' : 'Branch'} ${name} is made`, onDone: onClose });
  const submit = () => { if (settled && typed !== null && effect.data?.changed === true && !effect.isFetching && !run.isPending) run.mutate(); };
  return (
    <Dialog
      open onClose={onClose} title={`${kind === 'tag' ? 'Tag' : 'Branch from'} ${shortId(snapshotId)}`}
      footer={<>
        <Button onClick={onClose}>Leave it</Button>
        <Button variant="primary" busy={run.isPending} busyLabel="Making" disabled={!settled || typed === null || effect.data?.changed !== true || effect.isFetching} onClick={submit}>{kind === 'tag' ? 'Make tag' : 'Make branch'}</Button>
      </>}
    >
      <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <TextField label="Name" mono autoComplete="off" spellCheck={false} autoFocus value={name} onChange={(event) => setName(event.target.value)} error={problem} />
        <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
          <TextField label="Kept for, days" inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} error={kept === undefined ? DAYS : null} help="Empty: as the table has it." />
          {kind === 'branch' && <TextField label="Snapshots kept at least" inputMode="numeric" value={keep} onChange={(event) => setKeep(event.target.value)} error={least === undefined ? 'A whole number from 1, or nothing.' : null} />}
          {kind === 'branch' && <TextField label="Snapshots live, days" inputMode="numeric" value={age} onChange={(event) => setAge(event.target.value)} error={oldest === undefined ? DAYS : null} />}
        </div>
        <ActRefusal error={run.error} />
        {typed === null ? <p className="text-12 text-ink-3">{kind === 'tag' ? 'A tag holds this snapshot when others expire.' : 'A branch begins with the rows of this snapshot and goes its own way.'} No file is copied.</p> : <ActEffect query={effect} what="The effect" />}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
