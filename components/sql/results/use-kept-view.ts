'use client';
import { useEffect } from 'react';
import { isWhole, type RowView } from '@/lib/model/values/row-view';

/** How answers were sorted and filtered when they were last looked at, for this window. */
const kept = new Map<string, RowView>();
const KEPT_MOST = 100;

/** Gives an answer that one comes back to, from another tab or statement, the view that it had; the address knows only one. */
export function useKeptView(answer: string, view: RowView, onBack: (view: RowView) => void): void {
  useEffect(() => {
    const before = kept.get(answer);
    if (before && isWhole(view)) onBack(before);
    // once, when it is come to
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [answer]);
  useEffect(() => {
    kept.delete(answer);
    kept.set(answer, view);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT_MOST && oldest !== undefined) kept.delete(oldest);
  }, [answer, view]);
}
