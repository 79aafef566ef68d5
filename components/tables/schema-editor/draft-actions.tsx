'use client';
import { Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { counted } from '@/components/shell/words';
import type { TableInfo, TablePlace } from '../table-place';
import { usePublish } from './use-publish';
import { useTableDraft } from './use-table-draft';

/** In the head of a table: what is staged is published or thrown away there; `otherwise` when nothing is. */
export function DraftActions({ place, table, otherwise }: { readonly place: TablePlace; readonly table: TableInfo; readonly otherwise: ReactNode }) {
  const drafting = useTableDraft(table);
  const publish = usePublish(place, drafting);
  const [asking, ask] = useState(false);
  const { operations, problems, clashes } = drafting;
  if (operations.length === 0 && clashes.length === 0) return <>{otherwise}</>;
  const reason = clashes.length > 0 ? `Choose first: ${counted(clashes.length, 'change')} of yours and of somebody else do not go together.` : (problems[0]?.text ?? null);
  return (
    <>
      <Button icon={<Undo2 size={14} strokeWidth={1.6} aria-hidden="true" />} onClick={() => ask(true)}>Discard</Button>
      <Button variant="primary" busy={publish.isPending} busyLabel="Publishing" reason={reason} onClick={() => publish.mutate()}>Publish {counted(operations.length, 'change')}</Button>
      <DangerDialog
        open={asking} onClose={() => ask(false)} title="Discard what is staged" effect={`${counted(operations.length, 'staged change')} of ${place.table} will be forgotten. The table itself is not touched.`}
        undo="This cannot be taken back." verb={`Discard ${counted(operations.length, 'change')}`} onConfirm={() => { drafting.discard(); ask(false); }}
      />
    </>
  );
}
