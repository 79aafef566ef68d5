'use client';
import { Figures } from '@/components/ui/figures';
import { Note } from '@/components/ui/note';
import { useNow } from '@/components/shell/use-now';
import { bytesParts, clock, count, counted } from '@/components/shell/words';
import { PHASE_WORDS } from '../run/run-mark';
import type { Run, Statement } from '../run/use-run';

/** A run whose first rows are not here yet. */
export function RunProgress({ run, statement }: { readonly run: Run; readonly statement: Statement | null }) {
  const now = useNow(1000);
  const phase = statement?.phase ?? run.phase;
  const since = statement?.startedAt ?? run.startedAt ?? run.submittedAt;
  const [size, unit] = bytesParts(statement?.statistics?.bytesPlanned ?? null);
  const waited = run.startedAt === null ? null : Date.parse(run.startedAt) - Date.parse(run.submittedAt);
  return (
    <div className="min-h-0 grow overflow-auto px-4 pt-2">
      <Figures items={[
        { label: 'State', value: PHASE_WORDS[phase].word, note: phase === 'queued' ? (run.queuePosition === null ? 'waiting for its turn' : run.queuePosition === 1 ? 'next in the queue' : `${count(run.queuePosition - 1)} ahead of it`) : waited === null ? '' : `waited ${clock(waited)}` },
        { label: 'Elapsed', value: clock(Math.max(0, now - Date.parse(since))), note: phase === 'queued' ? 'since it was sent' : 'since it began' },
        { label: 'To read', value: size, unit, note: statement?.statistics ? `${counted(statement.statistics.filesPlanned, 'file')} of ${count(statement.statistics.filesTotal)}` : 'not planned yet' },
        { label: 'Rows out', value: count(statement?.rowCount ?? 0), note: 'first rows show as soon as they are there' },
      ]} />
      <div className="pt-3">
        <Note>{phase === 'cancelling' ? 'The engine is asked to stop; this says Cancelled when it has.' : 'Leaving this page does not stop the run. Its answer will be here.'}</Note>
      </div>
    </div>
  );
}
