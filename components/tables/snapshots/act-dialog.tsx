'use client';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Mark } from '@/components/ui/mark';
import { Note } from '@/components/ui/note';
import { shortId } from '@/components/shell/words';
import type { TableInfo, TablePlace } from '../table-place';
import { ActEffect, ActRefusal } from './act-effect';
import type { Act } from './snapshot-acts';
import { useAct } from './use-act';

/** An act on what is there already: its effect, how it is taken back, and its verb. */
export function ActDialog({ place, table, snapshotId, act, onClose }: { readonly place: TablePlace; readonly table: TableInfo; readonly snapshotId: string; readonly act: MovingAct; readonly onClose: () => void }) {
  const words = wordsOf(act, snapshotId);
  const { effect, run } = useAct({ place, table, snapshotId, act, ref: null, done: words.done, onDone: onClose });
  const isRefused = effect.error !== null;
  return (
    <Dialog
      open onClose={onClose} title={words.title} {...(words.isDanger ? { mark: <Mark state="bad" /> } : {})}
      footer={<>
        <Button onClick={onClose}>Leave it</Button>
        <Button variant={words.isDanger ? 'danger' : 'primary'} busy={run.isPending} busyLabel={words.doing} disabled={isRefused || effect.data === undefined || effect.isFetching || !effect.data.changed} onClick={() => run.mutate()}>{words.verb}</Button>
      </>}
    >
      <div className="flex flex-col gap-3">
        <ActRefusal error={run.error} />
        <ActEffect query={effect} what="The effect" />
        {!isRefused && <Note>{words.undo}</Note>}
      </div>
    </Dialog>
  );
}

export type MovingAct = Exclude<Act, { readonly kind: 'tag' | 'branch' }>;

function wordsOf(act: MovingAct, id: string): { readonly title: string; readonly verb: string; readonly doing: string; readonly done: string; readonly undo: string; readonly isDanger: boolean } {
  switch (act.kind) {
    case 'roll-back': return {
      title: act.isBack ? `Roll back main to ${shortId(id)}` : `Put main at ${shortId(id)}`, verb: act.isBack ? 'Roll back' : 'Put main here', doing: act.isBack ? 'Rolling back' : 'Moving', done: `main stands at ${shortId(id)}`, isDanger: true,
      undo: 'Who reads main sees the rows of then from this moment on. No file is removed: Undo puts main back, until the snapshots that left it are expired. A tag on the present head keeps them.',
    };
    case 'fast-forward': return { title: `Move main forward to ${act.to === id ? shortId(id) : act.to}`, verb: 'Fast-forward main', doing: 'Moving', done: `main stands at ${shortId(id)}`, isDanger: false, undo: 'No snapshot leaves main. Undo puts it back to where it stands now.' };
    case 'cherry-pick': return { title: `Cherry-pick ${shortId(id)} onto main`, verb: 'Cherry-pick', doing: 'Picking', done: `The rows of ${shortId(id)} are on main`, isDanger: false, undo: 'The files of the snapshot are named by main too; none is copied. Undo puts main back to where it stands now.' };
    case 'remove': return { title: `Delete the ${act.type} ${act.name}`, verb: `Delete ${act.name}`, doing: 'Deleting', done: `The ${act.type} ${act.name} is deleted`, isDanger: true, undo: 'Snapshots that nothing else names stay until they are expired. Undo makes it again at the same snapshot, kept for as long as now.' };
  }
}
