'use client';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@/components/ui/link';
import { Button } from '@/components/ui/button';
import { Mark } from '@/components/ui/mark';
import { useLakeChanged } from '@/components/shell/use-lake-changed';
import { shortId } from '@/components/shell/words';
import { routes } from '@/lib/model/routes';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendUndo } from '@/lib/transport/api/client/send-undo';
import type { Statement } from '../run/use-run';

/** What a statement that writes did, the snapshot that it made, and the way back while there is one. */
export function ChangeLine({ change }: { readonly change: NonNullable<Statement['change']> }) {
  const lakeChanged = useLakeChanged();
  const { on, snapshotId, words, undo } = change;
  const back = useMutation({
    mutationFn: sendUndo,
    onSuccess: lakeChanged,
  });
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-t border-hair px-4 py-1.5 text-12">
      <b className="font-strong">{words.length === 0 ? 'Nothing changed' : words.join(', ')}</b>
      {snapshotId !== null && on !== null && on.table !== null && (
        <span className="text-ink-2">snapshot <Link href={routes.table(on.catalog, on.namespace, on.table, 'snapshots', { snapshot: snapshotId })} className="rounded-1 font-mono text-water-ink outline-none focus-visible:shadow-(--ring)">{shortId(snapshotId)}</Link></span>
      )}
      {undo !== null && !back.isSuccess && <Button size="tiny" busy={back.isPending} busyLabel="Taking it back" onClick={() => back.mutate(undo)}>Undo</Button>}
      <span role="status" className="text-ink-2">{back.isSuccess && <span className="flex items-center gap-1.5"><Mark state="good" />Taken back</span>}{back.isError && <span className="flex items-center gap-1.5"><Mark state="bad" />{problemOf(back.error).detail}</span>}</span>
    </div>
  );
}
