'use client';
import { useCallback, useEffect, useRef } from 'react';
import { useTokens } from '@/components/charts/use-tokens';
import { INKS, Pen } from './pen';

/** Sharp enough for the eye; more only costs time. */
const DENSEST = 2;

/**
 * A canvas of the given size in pixels of the page, drawn at most once a frame: by `again`, and whenever what is drawn
 * with changes (`draw` is another function, the size, the theme).
 */
export function useCanvas(width: number, height: number, draw: (pen: Pen) => void) {
  const ref = useRef<HTMLCanvasElement>(null);
  const tokens = useTokens(INKS);
  const paint = useRef<(() => void) | null>(null);
  const frame = useRef(0);
  const again = useCallback(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      paint.current?.();
    });
  }, []);
  useEffect(() => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx || !tokens || width <= 0 || height <= 0) return;
    paint.current = () => {
      const density = Math.min(DENSEST, globalThis.devicePixelRatio || 1);
      const [wide, high] = [Math.round(width * density), Math.round(height * density)];
      // setting a size, even the same, clears the canvas and its memory
      if (canvas.width !== wide || canvas.height !== high) {
        canvas.width = wide;
        canvas.height = high;
        canvas.style.setProperty('width', `${width}px`);
        canvas.style.setProperty('height', `${height}px`);
      }
      ctx.setTransform(density, 0, 0, density, 0, 0);
      ctx.clearRect(0, 0, width, height);
      draw(new Pen(ctx, tokens));
    };
    paint.current();
    // the letters of the page come after its first picture
    void document.fonts.ready.then(again);
    return () => {
      paint.current = null;
    };
  }, [width, height, draw, tokens, again]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return { ref, again };
}
