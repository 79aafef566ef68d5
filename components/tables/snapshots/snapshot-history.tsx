'use client';
import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import { OperationMark } from '@/components/ui/operation-mark';
import { Segments } from '@/components/ui/segments';
import { useKeys } from '@/components/shell/use-keys';
import { useView } from '@/components/shell/use-view';
import { counted } from '@/components/shell/words';
import type { timeline } from '@/lib/transport/api/contract/tables';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo, TablePlace } from '../table-place';
import { SnapshotDrawer } from './snapshot-drawer';
import { SnapshotLayers } from './snapshot-layers';
import { SnapshotTable } from './snapshot-table';
import { windowOf } from './timeline-marks';
import { moveTo } from './timeline-moves';
import { TimelineView } from './timeline-view';
import { historyOf, isRange, parseWindow, RANGES, windowFor, writeWindow, type TimeWindow } from './timeline-window';

const OPERATIONS = ['append', 'overwrite', 'delete', 'replace'] as const;
const LABEL = { '24h': '24 h', '7d': '7 d', '30d': '30 d', all: 'All' } as const;

/** Timeline, table and drawer over one history; window and selection live in the address. */
export function SnapshotHistory({ place, table, data, refs }: { readonly place: TablePlace; readonly table: TableInfo; readonly data: z.infer<typeof timeline>; readonly refs: ReadonlyMap<string, readonly string[]> }) {
  const view = useView();
  const [now] = useState(() => Date.now());
  const times = useMemo(() => data.snapshots.map((each) => Date.parse(each.at)), [data.snapshots]);
  const history = useMemo(() => historyOf(times, now), [times, now]);
  const given = view.get('range');
  const range = isRange(given) ? given : 'all';
  // while one drags, the window follows the pointer; the address follows when it rests
  const [dragged, setDragged] = useState<TimeWindow | null>(null);
  const window = dragged ?? parseWindow(view.get('window')) ?? windowFor(range, history);
  useEffect(() => {
    if (!dragged) return;
    const timer = setTimeout(() => {
      view.set({ window: writeWindow(dragged), range: null });
      setDragged(null);
    }, 250);
    return () => clearTimeout(timer);
  }, [dragged, view]);
  const selected = view.get('snapshot');
  const latest = () => view.latest('snapshot');
  const select = (id: string | null) => view.set({ snapshot: id, with: null, rows: null, act: null }, 'push');
  const compare = (id: string) => {
    const here = latest();
    if (here === null) select(id);
    else if (here !== id) view.set({ with: id, act: null }, 'push');
  };
  const lineage = useMemo(() => ({ snapshots: data.snapshots, refs: table.refs, main: data.currentSnapshotId }), [data, table.refs]);
  const act = (key: string) => latest() !== null && alterRefusal(table) === null && view.set({ act: key, with: null }, 'push');
  useKeys({
    c: () => {
      const parent = data.snapshots.find((each) => each.id === latest())?.parentId;
      if (parent !== undefined && parent !== null) compare(parent);
    },
    t: () => act('tag'), b: () => act('branch'),
  });
  const [first, behind] = windowOf(times, window.from, window.to);
  const shown = useMemo(() => data.snapshots.slice(first, behind).toReversed(), [data.snapshots, first, behind]);
  return (
    <div className="relative flex min-h-0 grow">
      <div className="flex min-w-0 grow flex-col gap-1 overflow-y-auto px-5 pt-2.5 pb-2 max-sm:px-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Segments label="Window" value={view.get('window') === null && !dragged ? range : ''} options={RANGES.map((each) => ({ value: each, label: LABEL[each] }))} onChange={(value) => { setDragged(null); view.set({ range: value === 'all' ? null : value, window: null }); }} />
          <span className="grow" />
          <ul className="flex flex-wrap gap-3 text-12 text-ink-2 max-sm:hidden" aria-label="Shapes of operations">
            {OPERATIONS.map((operation) => <li key={operation} className="flex items-center gap-1.5"><OperationMark operation={operation} />{operation}</li>)}
          </ul>
        </div>
        <TimelineView data={data} history={history} window={window} selected={selected} latest={latest} onSelect={select} onWindow={setDragged} />
        <SnapshotTable snapshots={shown} refs={refs} lanes={data.lanes.map((lane) => lane.name)} selected={selected} latest={latest} onSelect={select} onCompare={compare} title={`${counted(shown.length, 'snapshot')} of ${data.snapshots.length.toLocaleString('en')}`} />
      </div>
      {selected !== null && (
        <SnapshotDrawer place={place} table={table} history={lineage} onAct={act} onCompare={compare} snapshotId={selected} onSelect={select} onClose={() => select(null)} onStep={(step) => select(moveTo(data.snapshots, latest(), step))} />
      )}
      {selected !== null && <SnapshotLayers place={place} table={table} snapshotId={selected} history={lineage} />}
    </div>
  );
}
