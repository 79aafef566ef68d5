'use client';
import { Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Loading } from '@/components/ui/loading';
import { Note } from '@/components/ui/note';
import { PartError } from '@/components/ui/part-error';

export function EmptyPart() {
  return <Empty title="No snapshots match “overwrite”" why="9,412 snapshots are hidden by the filter." action={<Button>Clear filter</Button>} />;
}

export function LoadingPart() {
  return <Loading rows={4} />;
}

export function FailedPart() {
  return (
    <div className="grid gap-3">
      <PartError title="The storage does not answer" detail="Files cannot be shown; the snapshots below are from 14:01." raw="EIO: i/o error, read" requestId="01JD4T0W9K2" retry={() => undefined} />
      <PartError kind="locked" title="shop.payments may not be read by you" detail="It needs the right select. admin can grant it." requestId={null} />
      <PartError kind="broken" title="web.web_events cannot be shown" detail="Its metadata names a file that is not there." raw="metadata/v12.metadata.json" />
    </div>
  );
}

export function Notes() {
  return (
    <div className="grid gap-2">
      <Note>Least and greatest are values of rows; they show with the right to select.</Note>
      <Note icon={<Undo2 size={14} strokeWidth={1.6} aria-hidden="true" />}>Files go to the trash for 7 days.</Note>
      <Note state="good">The copy is whole.</Note>
      <Note state="warn">This folder was copied: it is read where it lies now.</Note>
      <Note state="bad">The user name or the password is not right.</Note>
      <Note state="doubt">Checking whether v9,413 was written.</Note>
      <Note state="pencil">Four changes are put down and not yet published.</Note>
    </div>
  );
}
