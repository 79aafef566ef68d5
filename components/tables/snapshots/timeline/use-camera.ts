'use client';
import { useEffect, useMemo, useState } from 'react';
import { useView } from '@/components/shell/use-view';
import { historyOf, isRange, parseWindow, windowFor, writeWindow, type Range, type TimeWindow } from '../timeline-window';
import { Camera } from './camera';

const REST_MS = 200;

/**
 * The window of the address as a camera. The address follows when the camera rests, the camera when the address changes
 * (a range, Back, a link); what is dragged in between is drawn without the page being asked.
 */
export function useCamera(at: readonly number[]): { readonly camera: Camera; readonly window: TimeWindow; readonly range: Range | '' } {
  const view = useView();
  const [now] = useState(() => Date.now());
  const bounds = useMemo(() => historyOf(at, now), [at, now]);
  const [given, named] = [view.get('window'), view.get('range')];
  const range = isRange(named) ? named : 'all';
  const last = at.at(-1) ?? bounds.to;
  const window = useMemo(() => parseWindow(given) ?? windowFor(range, bounds, last), [given, range, bounds, last]);
  const [camera] = useState(() => new Camera(window, bounds));
  useEffect(() => {
    camera.limit(bounds);
    camera.look(window, { byHand: false });
  }, [camera, bounds, window]);
  const { set } = view;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = camera.follow(() => {
      clearTimeout(timer);
      if (!camera.moved) return;
      timer = setTimeout(() => {
        const isAll = camera.window.from <= camera.bounds.from && camera.window.to >= camera.bounds.to;
        set({ window: isAll ? null : writeWindow(camera.window), range: null });
      }, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [camera, set]);
  return { camera, window, range: given === null ? range : '' };
}
