'use client';
import { GitBranch, Tag } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo } from '../table-place';
import { actKey, actLabel, type Act } from './snapshot-acts';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const icons: Readonly<Partial<Record<Act['kind'], React.ReactNode>>> = { tag: <Tag {...ICON} />, branch: <GitBranch {...ICON} /> };

/** The acts that a snapshot allows; each opens its effect first. Who may not change the table reads why instead. */
export function ActButtons({ table, acts, onAct }: { readonly table: TableInfo; readonly acts: readonly Act[]; readonly onAct: (key: string) => void }) {
  const refusal = alterRefusal(table);
  if (refusal !== null) return <p className="w-full text-12 text-ink-3">{refusal}</p>;
  return acts.map((act) => <Button key={actKey(act)} icon={icons[act.kind]} onClick={() => onAct(actKey(act))}>{actLabel(act)}{act.kind === 'roll-back' || act.kind === 'remove' ? '\u2026' : ''}</Button>);
}
