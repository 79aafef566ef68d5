'use client';
import { GitBranch } from 'lucide-react';
import { Select } from '@/components/ui/select';
import { useView } from '@/components/shell/use-view';
import { shortId } from '@/components/shell/words';
import type { TableInfo } from './table-place';

/** Which state of the table is shown: the current one, a branch, a tag, or a snapshot chosen elsewhere. */
export function AsOf({ table }: { readonly table: TableInfo }) {
  const view = useView();
  const snapshot = view.get('snapshot');
  const ref = view.get('ref');
  const value = snapshot !== null ? `snapshot:${snapshot}` : ref !== null ? `ref:${ref}` : 'current';
  const options = [
    { value: 'current', label: 'Current state' },
    ...table.refs.filter((each) => each.name !== 'main').map((each) => ({ value: `ref:${each.name}`, label: `${each.type} ${each.name}` })),
    ...(snapshot === null ? [] : [{ value: `snapshot:${snapshot}`, label: `snapshot ${shortId(snapshot)}` }]),
  ];
  const choose = (next: string) => view.set({ ref: next.startsWith('ref:') ? next.slice(4) : null, snapshot: next.startsWith('snapshot:') ? next.slice(9) : null }, 'push');
  return <Select label="State of the table" hideLabel icon={<GitBranch size={14} strokeWidth={1.6} aria-hidden="true" />} value={value} options={options} onChange={choose} />;
}
