'use client';
import { useMemo, useRef, type KeyboardEvent } from 'react';
import { OperationMark } from '@/components/ui/operation-mark';
import { Segments } from '@/components/ui/segments';
import { useDebounced } from '@/components/shell/use-debounced';
import { useKeys } from '@/components/shell/use-keys';
import { useView } from '@/components/shell/use-view';
import { counted } from '@/components/shell/words';
import { alterRefusal } from '../schema-editor/alter-refusal';
import type { TableInfo, TablePlace } from '../table-place';
import { Playhead } from './playhead/playhead';
import { SnapshotDrawer } from './snapshot-drawer';
import { SnapshotLayers } from './snapshot-layers';
import { SnapshotTable } from './snapshot-table';
import { lowerBound } from './timeline/clusters';
import { atOf, openHistory, type HistoryColumns, type Measure } from './timeline/history';
import { laneRows } from './timeline/lane-rows';
import { moveTo } from './timeline/moves';
import { TimelineView } from './timeline/timeline-view';
import { useCamera } from './timeline/use-camera';
import { ZoomButtons } from './timeline/zoom-buttons';
import { RANGES } from './timeline-window';

const OPERATIONS = ['append', 'overwrite', 'delete', 'replace'] as const;
const LABEL = { '24h': '24 h', '7d': '7 d', '30d': '30 d', all: 'All' } as const;
const MEASURES: readonly { readonly value: Measure; readonly label: string }[] = [{ value: 'rows', label: 'Rows' }, { value: 'bytes', label: 'Bytes' }];
/** While one scrubs by keys, details are asked for where one stays. */
const STAY_MS = 120;

/** Timeline, playhead, table and drawer over one history; window and selection live in the address. */
export function SnapshotHistory({ place, table, columns, refs }: { readonly place: TablePlace; readonly table: TableInfo; readonly columns: HistoryColumns; readonly refs: ReadonlyMap<string, readonly string[]> }) {
  const view = useView();
  const history = useMemo(() => openHistory(columns), [columns]);
  const lanes = useMemo(() => laneRows(history), [history]);
  const { camera, window, range } = useCamera(history.at);
  const by: Measure = view.get('by') === 'bytes' ? 'bytes' : 'rows';
  const chosen = view.get('snapshot');
  const selected = history.placeOf(chosen);
  const other = history.placeOf(view.get('with'));
  const details = useRef<HTMLDivElement>(null);
  const work = useRef<HTMLDivElement>(null);
  const settled = useDebounced(chosen, STAY_MS);
  const latest = () => history.placeOf(view.latest('snapshot'));
  const selectId = (id: string | null, how: 'push' | 'replace' = 'push') => view.set({ snapshot: id, with: null, rows: null, act: null }, how);
  const select = (to: number, how?: 'push' | 'replace') => selectId(history.id[to] ?? null, how);
  const compareId = (id: string) => {
    const here = view.latest('snapshot');
    if (here === null) selectId(id);
    else if (here !== id) view.set({ with: id, act: null }, 'push');
  };
  const compare = (to: number) => compareId(history.id[to] ?? '');
  const open = () => {
    if (latest() < 0) select(history.placeOf(history.currentSnapshotId));
    else details.current?.querySelector('button')?.focus();
  };
  /** Esc in the details leads back to the drawing that Enter came from; caught on the way down, because a tooltip would use it up. */
  const leave = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Escape' || !(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    selectId(null);
    work.current?.querySelector<HTMLElement>('[role="group"][tabindex="0"]')?.focus();
  };
  const lineage = useMemo(() => ({
    snapshots: history.id.map((id, at) => ({ id, parentId: history.id[history.parent[at] ?? -1] ?? null, operation: history.operation[at] ?? null })), refs: table.refs, main: history.currentSnapshotId,
  }), [history, table.refs]);
  const act = (key: string) => view.latest('snapshot') !== null && alterRefusal(table) === null && view.set({ act: key, with: null }, 'push');
  useKeys({
    c: () => {
      const parent = history.parent[latest()] ?? -1;
      if (parent >= 0) compare(parent);
    },
    t: () => act('tag'), b: () => act('branch'),
  });
  const [first, behind] = [lowerBound(history.at, window.from), lowerBound(history.at, window.to + 1)];
  const shown = settled === null || chosen === null ? chosen : settled;
  return (
    <div className="relative flex min-h-0 grow">
      <div ref={work} className="flex min-w-0 grow flex-col gap-1 overflow-y-auto px-5 pt-2.5 pb-2 max-sm:px-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Segments label="Window" value={range} options={RANGES.map((each) => ({ value: each, label: LABEL[each] }))} onChange={(value) => view.set({ range: value === 'all' ? null : value, window: null })} />
          <ZoomButtons camera={camera} at={() => (latest() < 0 ? null : atOf(history, latest()))} />
          <Segments label="Drops by" value={by} options={MEASURES} onChange={(value) => view.set({ by: value === 'rows' ? null : value })} />
          <span className="grow" />
          <ul className="flex flex-wrap gap-3 text-12 text-ink-2 max-sm:hidden" aria-label="Shapes of operations">
            {OPERATIONS.map((operation) => <li key={operation} className="flex items-center gap-1.5"><OperationMark operation={operation} />{operation}</li>)}
          </ul>
        </div>
        <TimelineView history={history} lanes={lanes} camera={camera} by={by} selected={selected} other={other} latest={latest} onSelect={select} onCompare={compare} onOpen={open} />
        <Playhead place={place} table={table} history={history} selected={selected} />
        <SnapshotTable history={history} first={first} behind={behind} refs={refs} selected={selected} other={other} latest={latest} onSelect={select} onCompare={compare} title={`${counted(behind - first, 'snapshot')} of ${history.length.toLocaleString('en')}`} />
      </div>
      {shown !== null && (
        <div ref={details} role="presentation" onKeyDownCapture={leave} className="contents">
          <SnapshotDrawer place={place} table={table} history={lineage} onAct={act} onCompare={compareId} snapshotId={shown} onSelect={selectId} onClose={() => selectId(null)} onStep={(step) => select(moveTo(history, lanes, latest(), step))} />
        </div>
      )}
      {chosen !== null && <SnapshotLayers place={place} table={table} snapshotId={chosen} history={lineage} />}
    </div>
  );
}
