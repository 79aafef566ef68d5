'use client';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { zoomed, type Camera } from './camera';

const ICON = { size: 14, strokeWidth: 1.6, 'aria-hidden': true } as const;
const STEP = 0.5;

/** What a key of the drawing does to the window; false for a key that is none of these. About `at`, else about the middle. */
export function zoomByKey(camera: Camera, key: string, at: number | null): boolean {
  const { window, bounds } = camera;
  const middle = at !== null && at >= window.from && at <= window.to ? at : (window.from + window.to) / 2;
  switch (key) {
    case '+': case '=': camera.look(zoomed(window, middle, STEP, bounds)); return true;
    case '-': case '_': camera.look(zoomed(window, middle, 1 / STEP, bounds)); return true;
    case '0': camera.look(bounds); return true;
    default: return false;
  }
}

export function ZoomButtons({ camera, at }: { readonly camera: Camera; readonly at: () => number | null }) {
  return (
    <span role="group" aria-label="Zoom" className="inline-flex items-center">
      <IconButton label="Closer" shortcut="+" icon={<ZoomIn {...ICON} />} onClick={() => zoomByKey(camera, '+', at())} />
      <IconButton label="Farther" shortcut={'\u2212'} icon={<ZoomOut {...ICON} />} onClick={() => zoomByKey(camera, '-', at())} />
      <IconButton label="Whole history" shortcut="0" icon={<Maximize2 {...ICON} />} onClick={() => zoomByKey(camera, '0', null)} />
    </span>
  );
}
