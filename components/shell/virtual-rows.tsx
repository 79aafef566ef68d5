'use client';
import { useLayoutEffect, useRef, type ReactNode } from 'react';

/** The height of all rows, so that the scroll bar tells the truth. Sizes are set by script: markup has no styles. */
export function VirtualSpace({ height, children }: { readonly height: number; readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.style.setProperty('height', `${height}px`), [height]);
  return <div ref={ref} role="presentation" className="relative">{children}</div>;
}

/** One row at its place. */
export function VirtualRow({ top, children }: { readonly top: number; readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => ref.current?.style.setProperty('transform', `translateY(${top}px)`), [top]);
  return <div ref={ref} role="presentation" className="absolute inset-x-0 top-0">{children}</div>;
}
