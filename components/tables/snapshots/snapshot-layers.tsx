'use client';
import dynamic from 'next/dynamic';
import { useView } from '@/components/shell/use-view';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo, TablePlace } from '../table-place';
import { actKey, comparedEnds, snapshotActs, type History } from './snapshot-acts';

// what only who acts or compares needs
const ActDialog = dynamic(() => import('./act-dialog').then((file) => file.ActDialog), { ssr: false });
const RefDialog = dynamic(() => import('./ref-dialog').then((file) => file.RefDialog), { ssr: false });
const CompareDialog = dynamic(() => import('./compare/compare-dialog').then((file) => file.CompareDialog), { ssr: false });

/** What stands over the history, as the address says: `act=` of the chosen snapshot, or `with=` that it is compared with. */
export function SnapshotLayers({ place, table, snapshotId, history }: { readonly place: TablePlace; readonly table: TableInfo; readonly snapshotId: string; readonly history: History }) {
  const view = useView();
  const wanted = view.get('act');
  const act = wanted === null || alterRefusal(table) !== null ? undefined : snapshotActs(snapshotId, history).find((each) => actKey(each) === wanted);
  const close = () => view.set({ act: null });
  const other = view.get('with');
  if (act?.kind === 'tag' || act?.kind === 'branch') return <RefDialog place={place} table={table} snapshotId={snapshotId} kind={act.kind} onClose={close} />;
  if (act) return <ActDialog place={place} table={table} snapshotId={snapshotId} act={act} onClose={close} />;
  if (other === null || !/^-?\d{1,19}$/.test(other)) return null;
  return <CompareDialog place={place} table={table} {...comparedEnds(history.snapshots, snapshotId, other)} onClose={() => view.set({ with: null, rows: null })} />;
}
