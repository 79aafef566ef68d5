'use client';
import { useEffect, useMemo } from 'react';
import { columnProfile, type ColumnProfile } from './column-profile';
import type { GridSource } from './grid-source';

/** Rows of which every column is profiled at once, for the header. */
const ROWS_MOST = 1000;
const COLUMNS_MOST = 60;
const BARS = 8;

/** Profiles of the columns of a small answer; its rows are fetched for it, because most of them are looked at anyway. */
export function useProfiles(source: GridSource, version: number): ReadonlyMap<number, ColumnProfile> {
  const rows = source.rowCount;
  const small = rows > 0 && rows <= ROWS_MOST && source.columns.length <= COLUMNS_MOST;
  useEffect(() => {
    if (small) void source.fetch(0, rows, new AbortController().signal);
  }, [source, small, rows]);
  return useMemo(() => {
    const profiles = new Map<number, ColumnProfile>();
    if (!small) return profiles;
    for (const index of source.columns.keys()) {
      const profile = columnProfile(source, index, BARS);
      if (profile) profiles.set(index, profile);
    }
    return profiles;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the source is read anew when its version says that cells arrived
  }, [source, version, small]);
}
