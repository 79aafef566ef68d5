'use client';
import { useEffect, useSyncExternalStore } from 'react';
import type { GridSource } from './grid-source';

const REST_MS = 40;

/** Follows a source: draws again when something arrived, and asks for rows [from, to) once the view rests on them. */
export function useSource(source: GridSource, from: number, to: number): number {
  const version = useSyncExternalStore(source.subscribe, () => source.version, () => source.version);
  useEffect(() => {
    if (to <= from) return;
    const timer = setTimeout(() => void source.fetch(from, to, NEVER), REST_MS);
    return () => clearTimeout(timer);
  }, [source, from, to, source.rowCount]);
  return version;
}

/** Rows that scrolled by are kept for the way back, so a read that is under way is never given up. */
const NEVER = new AbortController().signal;
