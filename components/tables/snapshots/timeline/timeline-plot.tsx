'use client';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { around } from '../timeline-window';
import { LEAST_MS, type Camera } from './camera';
import { drawScene } from './draw-scene';
import { atOf, type Measure, type SnapshotHistoryData } from './history';
import type { LaneRows } from './lane-rows';
import type { Pen } from './pen';
import { attachGestures } from './plot-gestures';
import { layScene, markAt, rowPlaces, type Scene, type TagPlace } from './scene';
import { useCanvas } from './use-canvas';

const TALLEST = 340;
const LETTER = 6.6;

/** Lanes over time on a canvas: what is in view is laid out and drawn anew in each frame in which the window moves. */
export function TimelinePlot({ history, lanes, tags, camera, by, selected, other, left, width, now, onSelect, onCompare }: {
  readonly history: SnapshotHistoryData; readonly lanes: LaneRows; readonly tags: readonly TagPlace[]; readonly camera: Camera; readonly by: Measure;
  /** places; -1 for none */
  readonly selected: number; readonly other: number;
  /** room for the names, and for the plot beside it */
  readonly left: number; readonly width: number; readonly now: number;
  readonly onSelect: (place: number) => void; readonly onCompare: (place: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const scene = useRef<Scene | null>(null);
  const pointer = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const { ys, height: whole } = rowPlaces(lanes, tags.map(({ lane }) => lane));
  const height = Math.min(TALLEST, whole);
  const draw = useCallback((pen: Pen) => {
    const laid = layScene(history, lanes, tags, camera.window, { width, by, letter: LETTER });
    scene.current = laid;
    const scrolled = scroller.current?.scrollTop ?? 0;
    const pointed = pointer.current && markAt(laid, pointer.current.x, pointer.current.y + scrolled);
    scroller.current?.style.setProperty('cursor', pointed ? 'pointer' : 'grab');
    drawScene(pen, laid, history, { left, height, scrolled, by, now, selected, other, pointed });
  }, [history, lanes, tags, camera, by, selected, other, left, width, height, now]);
  const { ref, again } = useCanvas(left + width + 12, height, draw);
  useEffect(() => camera.follow(again), [camera, again]);
  useShownRow(scroller, selected < 0 ? null : (ys[lanes.lanes[history.lane[selected] ?? -1]?.row ?? -1] ?? null));

  const act = useRef({ onSelect, onCompare });
  useEffect(() => {
    act.current = { onSelect, onCompare };
  });
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const placed = (event: PointerEvent) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left - left, y: event.clientY - box.top };
    };
    return attachGestures(canvas, {
      camera, width: () => width, plotX: (clientX) => clientX - canvas.getBoundingClientRect().left - left,
      onPoint: (event) => {
        pointer.current = event === null || event.pointerType === 'touch' ? null : placed(event);
        again();
      },
      onClick: (event) => {
        const { x, y } = placed(event);
        const found = scene.current && markAt(scene.current, x, y + (scroller.current?.scrollTop ?? 0));
        if (!found) return;
        const { places } = found.lane.lane;
        const [first = -1, last = -1] = [places[found.mark.first], places[found.mark.behind - 1]];
        const [from, to] = [atOf(history, first), atOf(history, last)];
        // what cannot be told apart any closer is one
        if (first !== last && camera.window.to - camera.window.from > LEAST_MS && to > from) camera.look(around(from, to));
        else if (event.shiftKey || event.ctrlKey || event.metaKey) act.current.onCompare(last);
        else act.current.onSelect(last);
      },
    });
  }, [ref, camera, history, left, width, again]);
  return (
    <div ref={scroller} onScroll={again} {...(whole > height ? { role: 'group', 'aria-label': 'Lanes', tabIndex: 0 } : {})} className="max-h-[340px] overflow-x-hidden overflow-y-auto rounded-1 outline-none focus-visible:shadow-(--ring)">
      <div className="sticky top-0"><canvas ref={ref} aria-hidden="true" className="block touch-pan-y select-none" /></div>
      <Below height={whole - height} />
    </div>
  );
}

/** The rest of the lanes, which scroll through the canvas that stays. */
function Below({ height }: { readonly height: number }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.style.setProperty('height', `${height}px`), [height]);
  return height > 0 ? <div ref={ref} /> : null;
}

/** Scrolls so that the row of the selected snapshot can be seen. */
function useShownRow(scroller: RefObject<HTMLDivElement | null>, y: number | null): void {
  useEffect(() => {
    const box = scroller.current;
    if (!box || y === null) return;
    if (y < box.scrollTop + 60 || y > box.scrollTop + box.clientHeight - 44) box.scrollTo({ top: y - box.clientHeight / 2 });
  }, [scroller, y]);
}
