'use client';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useStored } from './use-stored';

const LEAST = 200;
const MOST = 480;
const bounded = (width: number) => Math.min(MOST, Math.max(LEAST, Math.round(width)));

/** The second pane: a tree or a list that stays while one works. Its width and whether it is folded are remembered. */
export function SidePane({ name, title, actions, children }: { readonly name: string; readonly title: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode }) {
  const [stored, store] = useStored(`pane:${name}:width`, '264');
  const [folded, fold] = useStored(`pane:${name}:folded`, 'no');
  const [layer, setLayer] = useState(false);
  const pane = useRef<HTMLElement>(null);
  const width = bounded(Number(stored) || 264);
  useEffect(() => pane.current?.style.setProperty('--pane-width', `${width}px`), [width, folded]);
  const toggle = () => (globalThis.matchMedia('(max-width: 900px)').matches ? setLayer(!layer) : fold(folded === 'yes' ? 'no' : 'yes'));
  const hidden = `${folded === 'yes' ? 'min-[901px]:hidden' : ''} ${layer ? 'max-[900px]:absolute max-[900px]:inset-y-0 max-[900px]:left-0 max-[900px]:z-20 max-[900px]:shadow-pop' : 'max-[900px]:hidden'}`;
  const IconToFold = folded === 'yes' ? PanelLeftOpen : PanelLeftClose;
  return (
    <>
      <button type="button" onClick={toggle} aria-expanded={layer} className={`flex h-9 shrink-0 items-center gap-2 border-b border-hair bg-pane px-3 text-12 text-ink-2 hover:text-ink min-[901px]:h-auto min-[901px]:w-9 min-[901px]:items-start min-[901px]:border-r min-[901px]:border-b-0 min-[901px]:border-rule min-[901px]:px-2.5 min-[901px]:pt-3 ${folded === 'yes' ? '' : 'min-[901px]:hidden'}`}>
        <PanelLeftOpen size={16} strokeWidth={1.6} aria-hidden="true" />
        <span className="min-[901px]:sr-only">{layer ? 'Close the list' : 'Show the list'}</span>
      </button>
      <aside ref={pane} aria-label={name} className={`relative flex w-(--pane-width) min-w-[200px] shrink-0 flex-col border-r border-rule bg-pane ${hidden}`}>
        <div className="flex h-10 shrink-0 items-center gap-1 pr-1.5 pl-3">
          <div className="min-w-0 grow font-strong">{title}</div>
          {actions}
          <button type="button" onClick={toggle} title="Fold this pane" aria-label="Fold this pane" className="grid size-6 place-items-center rounded-2 text-ink-2 outline-none hover:bg-hover focus-visible:shadow-(--ring)">
            <IconToFold size={14} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </div>
        {children}
        <Edge width={width} onChange={(next) => store(String(bounded(next)))} />
      </aside>
    </>
  );
}

function Edge({ width, onChange }: { readonly width: number; readonly onChange: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const start = (event: PointerEvent<HTMLDivElement>) => {
    from.current = { x: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => from.current && onChange(from.current.width + event.clientX - from.current.x);
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') onChange(width - 16);
    if (event.key === 'ArrowRight') onChange(width + 16);
  };
  return (
    <div
      role="separator" aria-orientation="vertical" aria-label="Width of this pane" aria-valuenow={width} aria-valuemin={LEAST} aria-valuemax={MOST} tabIndex={0}
      onPointerDown={start} onPointerMove={move} onPointerUp={() => (from.current = null)} onKeyDown={key}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none outline-none hover:border-r-2 hover:border-water-line focus-visible:border-r-2 focus-visible:border-water max-[900px]:hidden"
    />
  );
}
