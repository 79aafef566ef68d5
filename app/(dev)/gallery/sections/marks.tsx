import { GitBranch, Pencil } from 'lucide-react';
import { Chip } from '@/components/ui/chip';
import { OperationMark } from '@/components/ui/operation-mark';

export function Health() {
  return (
    <div className="flex flex-wrap gap-2">
      <Chip state="good">Fresh, 3 min</Chip><Chip state="warn">Late, 3 h</Chip><Chip state="bad">Failed</Chip><Chip state="broken">Broken</Chip>
      <Chip state="doubt">Unknown outcome</Chip><Chip state="idle">Paused</Chip>
      <Chip pencil icon={<Pencil size={12} strokeWidth={1.6} aria-hidden="true" />}>4 staged</Chip>
      <Chip icon={<GitBranch size={14} strokeWidth={1.6} aria-hidden="true" />}>main</Chip>
    </div>
  );
}

export function QueryStates() {
  return (
    <div className="flex flex-wrap gap-2">
      <Chip state="queued">Queued, 4th</Chip><Chip state="running">Starting</Chip><Chip state="running">Running 0:42</Chip><Chip state="running">Finishing</Chip>
      <Chip state="good">Finished 3.84 s</Chip><Chip state="bad">Failed</Chip><Chip state="warn">Cancelling</Chip><Chip state="cancelled">Cancelled</Chip><Chip state="doubt">Lost</Chip>
    </div>
  );
}

export function Operations() {
  return (
    <ul className="flex flex-wrap gap-4">
      {(['append', 'overwrite', 'delete', 'replace', null] as const).map((operation) => (
        <li key={operation ?? 'unknown'} className="flex items-center gap-1.5"><OperationMark operation={operation} />{operation ?? 'not said'}</li>
      ))}
    </ul>
  );
}
