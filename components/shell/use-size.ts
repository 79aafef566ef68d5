'use client';
import { useCallback, useState } from 'react';

/** Width and height of an element in pixels, followed as it changes; zero until it is laid out. */
export function useSize<T extends Element>() {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const ref = useCallback((element: T | null) => {
    if (!element) return;
    // before the first paint: what is drawn by the size must not push the rest down a moment later
    const { clientWidth, clientHeight } = element;
    setSize((old) => (old.width === clientWidth && old.height === clientHeight ? old : { width: clientWidth, height: clientHeight }));
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const [width, height] = [Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height)];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...size };
}
