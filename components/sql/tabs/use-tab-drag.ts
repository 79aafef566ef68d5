'use client';
import { useRef, type PointerEvent, type RefObject } from 'react';

/** How far the pointer goes before a press becomes a drag. */
const SLACK = 6;

/** Moving tabs by dragging: as soon as the pointer has passed the middle of a neighbour, the two change places. By touch a drag scrolls the strip. */
export function useTabDrag(list: RefObject<HTMLElement | null>, tabs: readonly { readonly id: string }[], onMove: (id: string, to: number) => void) {
  const held = useRef<{ readonly id: string; readonly x: number; moving: boolean } | null>(null);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const drag = held.current;
    if (!drag) return;
    drag.moving ||= Math.abs(event.clientX - drag.x) > SLACK;
    if (!drag.moving) return;
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) event.currentTarget.setPointerCapture(event.pointerId);
    const from = tabs.findIndex(({ id }) => id === drag.id);
    const middles = [...(list.current?.children ?? [])].map((each) => each.getBoundingClientRect()).map(({ left, width }) => left + width / 2);
    const to = middles.filter((middle, index) => index !== from && middle < event.clientX).length;
    if (from >= 0 && to !== from) onMove(drag.id, to);
  };
  const end = () => (held.current = null);
  return (id: string) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0 && event.pointerType !== 'touch') held.current = { id, x: event.clientX, moving: false };
    },
    onPointerMove, onPointerUp: end, onPointerCancel: end,
  });
}
