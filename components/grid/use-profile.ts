'use client';
import { useEffect, useMemo, useState } from 'react';
import type { Arranging } from './arranging';
import { columnProfile, type ColumnProfile } from './column-profile';
import type { GridSource } from './grid-source';

const BARS = 24;

/** The profile of one column: from the rows that are here when they are few, else from where they lie; a text says why there is none. */
export function useProfile(source: GridSource, column: number | null, arranging: Arranging | null): ColumnProfile | string | null {
  const here = useMemo(() => (column === null ? null : columnProfile(source, column, BARS)), [source, column]);
  const [asked, setAsked] = useState<{ readonly source: GridSource; readonly column: number; readonly answer: ColumnProfile | string } | null>(null);
  const profile = arranging?.profile;
  const wanted = column !== null && here === null ? column : null;
  useEffect(() => {
    if (wanted === null || !profile) return;
    const giveUp = new AbortController();
    profile(wanted, giveUp.signal).then(
      (answer) => setAsked({ source, column: wanted, answer }),
      (error: unknown) => { if (!giveUp.signal.aborted) setAsked({ source, column: wanted, answer: error instanceof Error ? error.message : String(error) }); },
    );
    return () => giveUp.abort();
  }, [source, wanted, profile]);
  return here ?? (asked?.source === source && asked.column === column ? asked.answer : null);
}
