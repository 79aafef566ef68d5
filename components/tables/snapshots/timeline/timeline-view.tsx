'use client';
import { useMemo, type KeyboardEvent } from 'react';
import { useNow } from '@/components/shell/use-now';
import { useSize } from '@/components/shell/use-size';
import { moment } from '@/components/shell/words';
import { panned, type Camera } from './camera';
import { amountText } from './draw-labels';
import { addedOf, atOf, makerOf, removedOf, type Measure, type SnapshotHistoryData } from './history';
import type { LaneRows } from './lane-rows';
import { MiniMap } from './mini-map';
import { moveOfKey, moveTo } from './moves';
import { tagPlaces } from './scene';
import { TimelinePlot } from './timeline-plot';
import { zoomByKey } from './zoom-buttons';

const WIDE = 640;
const RIGHT = 12;

/** Snapshots over time: the whole history as a strip with its brush, below it lanes of what the brush frames. One stop of the tab key. */
export function TimelineView({ history, lanes, camera, by, selected, other, latest, onSelect, onCompare, onOpen }: {
  readonly history: SnapshotHistoryData; readonly lanes: LaneRows; readonly camera: Camera; readonly by: Measure;
  /** places; -1 for none */
  readonly selected: number; readonly other: number;
  /** what is selected at the moment of a key, ahead of what is drawn */
  readonly latest: () => number; readonly onSelect: (place: number, how?: 'push' | 'replace') => void; readonly onCompare: (place: number) => void;
  /** Enter: into the details of the selected one */
  readonly onOpen: () => void;
}) {
  const { ref, width } = useSize<HTMLDivElement>();
  const now = useNow();
  const tags = useMemo(() => tagPlaces(history), [history]);
  const left = width < WIDE ? 68 : 104;
  const plot = Math.max(120, width - left - RIGHT);
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = latest();
    if (event.key === 'Enter') {
      event.preventDefault();
      onOpen();
      return;
    }
    if (zoomByKey(camera, event.key, here < 0 ? null : atOf(history, here))) {
      event.preventDefault();
      return;
    }
    const move = moveOfKey(event.key);
    if (move === null) return;
    event.preventDefault();
    const next = moveTo(history, lanes, here, move);
    if (next !== here) onSelect(next, event.repeat ? 'replace' : 'push');
    const at = atOf(history, next);
    const { window, bounds } = camera;
    if (at < window.from || at > window.to) camera.look(panned(window, at - (window.from + window.to) / 2, bounds));
  };
  return (
    <div
      ref={ref} role="group" tabIndex={0} onKeyDown={key} className="min-w-0 rounded-1 outline-none focus-visible:shadow-(--ring)"
      aria-label="Snapshots over time. Left and right go to parent and child, up and down change the lane, plus and minus zoom, 0 shows the whole history."
    >
      {width > 0 && (
        <>
          <div className={left > 80 ? 'pl-[104px]' : 'pl-[68px]'}><MiniMap at={history.at} camera={camera} width={plot} now={now} /></div>
          <TimelinePlot history={history} lanes={lanes} tags={tags} camera={camera} by={by} selected={selected} other={other} left={left} width={plot} now={now} onSelect={onSelect} onCompare={onCompare} />
        </>
      )}
      <p className="sr-only" aria-live="polite">{selected < 0 ? '' : spoken(history, lanes, selected, now)}</p>
    </div>
  );
}

function spoken(history: SnapshotHistoryData, { lanes, rows }: LaneRows, place: number, now: number): string {
  const row = rows[lanes[history.lane[place] ?? 0]?.row ?? 0];
  return [history.operation[place] ?? 'unknown operation', amountText(addedOf(history, place, 'rows'), removedOf(history, place, 'rows'), 'rows'), moment(new Date(atOf(history, place)).toISOString(), now), `on ${row?.label ?? 'main'}`, makerOf(history, place)].filter(Boolean).join(', ');
}
