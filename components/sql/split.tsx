'use client';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useStored } from '@/components/shell/use-stored';

const LEAST = 15;
const MOST = 80;
const bounded = (share: number) => Math.min(MOST, Math.max(LEAST, Math.round(share)));

/** Two parts, one above the other; the edge between them is dragged or moved by arrows, and remembered. */
export function Split({ name, label, above, below }: { readonly name: string; readonly label: string; readonly above: ReactNode; readonly below: ReactNode }) {
  const [stored, store] = useStored(`split:${name}`, '40');
  const box = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  const share = bounded(Number(stored) || 40);
  useEffect(() => box.current?.style.setProperty('--above', `${share}%`), [share]);
  const move = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect();
    if (held.current && area) store(String(bounded(((event.clientY - area.top) / area.height) * 100)));
  };
  const start = (event: PointerEvent<HTMLDivElement>) => {
    held.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -3 : event.key === 'ArrowDown' ? 3 : 0;
    if (step === 0) return;
    event.preventDefault();
    store(String(bounded(share + step)));
  };
  return (
    <div ref={box} className="flex min-h-0 grow flex-col">
      <div className="relative h-(--above) min-h-[90px] shrink-0">{above}</div>
      <div
        role="separator" aria-orientation="horizontal" aria-label={label} aria-valuenow={share} aria-valuemin={LEAST} aria-valuemax={MOST} tabIndex={0}
        onPointerDown={start} onPointerMove={move} onPointerUp={() => (held.current = false)} onKeyDown={key}
        className="relative z-2 -my-1 h-2 shrink-0 cursor-row-resize touch-none outline-none hover:border-t-2 hover:border-water-line focus-visible:border-t-2 focus-visible:border-water"
      />
      {below}
    </div>
  );
}
