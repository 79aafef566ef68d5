'use client';
import { useMemo, type KeyboardEvent } from 'react';
import type { z } from 'zod';
import { moment, signed, short } from '@/components/shell/words';
import { useNow } from '@/components/shell/use-now';
import { useSize } from '@/components/shell/use-size';
import type { timeline } from '@/lib/transport/api/contract/tables';
import { HistoryStrip } from './history-strip';
import { Lane } from './lane';
import { LaneLine } from './lane-line';
import { moveOfKey, moveTo } from './timeline-moves';
import { laneMarks, usualMost, windowOf } from './timeline-marks';
import { around, type TimeWindow } from './timeline-window';
import { timeScale, type TimeScale } from '@/components/charts/time-scale';
import { ZebraAxis } from '@/components/charts/zebra-axis';

type Timeline = z.infer<typeof timeline>;

const LEFT = 104;
const TOP = 92;
const LANE = 76;

/** Snapshots over time: a lane a branch, tags as flags, drops by rows, the selected one on a plumb line. */
export function TimelineView({ data, history, window, selected, latest, onSelect, onWindow }: {
  readonly data: Timeline; readonly history: TimeWindow; readonly window: TimeWindow; readonly selected: string | null;
  /** what is selected at the moment of a key, ahead of what is drawn */
  readonly latest: () => string | null; readonly onSelect: (id: string) => void; readonly onWindow: (window: TimeWindow) => void;
}) {
  const { ref, width } = useSize<HTMLDivElement>();
  const now = useNow();
  const times = useMemo(() => data.snapshots.map((each) => Date.parse(each.at)), [data.snapshots]);
  const [first, behind] = windowOf(times, window.from, window.to);
  const shown = useMemo(() => data.snapshots.slice(first, behind), [data.snapshots, first, behind]);
  const plot = Math.max(120, width - LEFT - 12);
  const scale = timeScale(window.from, window.to, plot);
  const lanes = lanesOf(data, shown, scale);
  const rowsMost = usualMost(lanes.flatMap((lane) => lane.marks));
  const height = TOP + Math.max(1, lanes.length) * LANE - 8;
  const chosen = data.snapshots.find((each) => each.id === selected);
  const key = (event: KeyboardEvent) => {
    const move = moveOfKey(event.key);
    const next = move && moveTo(data.snapshots, latest(), move);
    if (!next) return;
    event.preventDefault();
    onSelect(next);
    const at = Date.parse(data.snapshots.find((each) => each.id === next)?.at ?? '');
    if (at < window.from || at > window.to) onWindow({ from: at - (window.to - window.from) / 2, to: at + (window.to - window.from) / 2 });
  };
  return (
    <div ref={ref} role="group" aria-label="Snapshots over time. Left and right go to parent and child, up and down change the lane." tabIndex={0} onKeyDown={key} className="min-w-0 rounded-1 outline-none focus-visible:shadow-(--ring)">
      {width > 0 && (
        <>
          <div className="pl-[104px]">
            <HistoryStrip snapshots={data.snapshots} from={history.from} to={history.to} now={now} width={plot} window={window} onWindow={(from, to) => onWindow({ from, to })} />
          </div>
          <div className="mt-1 max-h-[480px] overflow-y-auto">
          <svg width={width} height={height} className="block overflow-hidden" aria-hidden="true">
            <g transform={`translate(${LEFT} 0)`}><ZebraAxis scale={scale} height={height} /></g>
            {lanes.map((lane) => (
              <g key={lane.index} className={lane.dropped ? 'opacity-50' : ''}>
                <text className={lane.name === 'main' ? 'fill-ink text-11 font-strong' : 'fill-ink-2 text-11'} x={LEFT - 10} y={lane.y + 4} textAnchor="end">{laneLabel(lane.name, lane.dropped)}</text>
                <g transform={`translate(${LEFT} 0)`}><LaneLine scale={scale} y={lane.y} dropped={lane.dropped} whole={lane.index === 0} from={lane.from} first={lane.first} head={lane.headAt} /></g>
              </g>
            ))}
            <text className="fill-ink-3 text-11" x={LEFT - 10} y={TOP + 30} textAnchor="end">{short(rowsMost)} rows</text>
            <path className="fill-transparent stroke-ink-3" d={`M${LEFT - 6} ${TOP + 5}h5m-2.5 0v40m-2.5 0h5`} />
            <g transform={`translate(${LEFT} 0)`}>
              {lanes.map((lane) => (
                <g key={lane.index} className={lane.dropped ? 'opacity-50' : ''}>
                  <Lane marks={lane.marks} y={lane.y} rowsMost={rowsMost} selected={selected} onSelect={onSelect} onZoom={(from, to) => onWindow(around(from, to))} />
                </g>
              ))}
              {flags(data, window).map((tag, index) => <Flag key={tag.name} name={tag.name} x={scale.x(tag.at)} most={plot} y={TOP + tag.lane * LANE} rise={index % 2} />)}
              {chosen && inside(Date.parse(chosen.at), window) && (
                <g className="pointer-events-none">
                  <line className="stroke-water" strokeWidth="1.5" x1={scale.x(Date.parse(chosen.at))} x2={scale.x(Date.parse(chosen.at))} y1="24" y2={height - 8} />
                  <path className="fill-water" transform={`translate(${scale.x(Date.parse(chosen.at))} ${height - 10})`} d="M-4 0h8L0 9z" />
                  <text className="fill-ink text-11" x={scale.x(Date.parse(chosen.at)) + (scale.x(Date.parse(chosen.at)) > plot / 2 ? -8 : 8)} y="38" textAnchor={scale.x(Date.parse(chosen.at)) > plot / 2 ? 'end' : 'start'}>
                    {`${moment(chosen.at, now)}, ${signed((chosen.addedRows ?? 0) - (chosen.deletedRows ?? 0))} rows`}
                  </text>
                </g>
              )}
            </g>
          </svg>
          </div>
        </>
      )}
    </div>
  );
}

/** Lanes from top to bottom with what is seen of them, where each left its parent, and where its head stands. */
function lanesOf(data: Timeline, shown: Timeline['snapshots'], scale: TimeScale) {
  const byId = new Map(data.snapshots.map((each) => [each.id, each]));
  const firsts = new Map<number, Timeline['snapshots'][number]>();
  for (const each of data.snapshots) if (!firsts.has(each.lane)) firsts.set(each.lane, each);
  return data.lanes.map((lane, index) => {
    const first = firsts.get(index);
    const parent = first?.parentId === null || first === undefined ? undefined : byId.get(first.parentId);
    const head = lane.head === null ? undefined : byId.get(lane.head);
    return {
      ...lane, index, y: TOP + index * LANE, marks: laneMarks(shown.filter((each) => each.lane === index), scale.x), first: first === undefined ? null : Date.parse(first.at), headAt: head === undefined ? null : Date.parse(head.at),
      from: parent === undefined ? null : { at: Date.parse(parent.at), y: TOP + parent.lane * LANE },
    };
  });
}

const inside = (at: number, window: TimeWindow) => at >= window.from && at <= window.to;
const laneLabel = (name: string, dropped: boolean) => (dropped ? 'dropped' : name.length > 14 ? `${name.slice(0, 13)}\u2026` : name);

function flags(data: Timeline, window: TimeWindow) {
  const byId = new Map(data.snapshots.map((each) => [each.id, each]));
  return data.tags
    .flatMap((tag) => {
      const snapshot = byId.get(tag.snapshotId);
      return snapshot ? [{ name: tag.name, at: Date.parse(snapshot.at), lane: snapshot.lane }] : [];
    })
    .filter((tag) => inside(tag.at, window))
    .toSorted((a, b) => a.at - b.at);
}

function Flag({ name, x, most, y, rise }: { readonly name: string; readonly x: number; readonly most: number; readonly y: number; readonly rise: number }) {
  const text = name.length > 18 ? `${name.slice(0, 17)}\u2026` : name;
  const width = text.length * 6.2 + 16;
  const top = y - 48 + rise * 16;
  // near the right edge it flies to the left
  const isTurned = x + width > most;
  return (
    <g>
      <title>{`tag ${name}`}</title>
      <line className="stroke-ink" x1={x + 0.5} x2={x + 0.5} y1={top} y2={y - 5} />
      <path className="fill-sheet stroke-ink" d={isTurned ? `M${x + 0.5} ${top}h-${width}l4 7.5-4 7.5h${width}z` : `M${x + 0.5} ${top}h${width}l-4 7.5 4 7.5h-${width}z`} />
      <text className="fill-ink font-mono text-11" x={isTurned ? x - width + 10 : x + 6} y={top + 11}>{text}</text>
    </g>
  );
}
