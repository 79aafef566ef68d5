'use client';
import { useCallback } from 'react';
import { copyText } from '@/components/ui/copy-text';
import { useToast } from '@/components/ui/toast';
import { collectRows } from './collect-rows';
import { copiedText, type CopyFormat } from './copied-text';
import type { GridSource } from './grid-source';
import { cellsOf, type Area } from './selection';

/** Copies selected cells in a format, and says so or why not. */
export function useCopy(source: GridSource, shown: readonly number[]): (area: Area, format: CopyFormat) => Promise<void> {
  const toast = useToast();
  return useCallback(async (area, format) => {
    try {
      const rows = await collectRows(source, shown, area, new AbortController().signal);
      const columns = shown.slice(area.left, area.right + 1).flatMap((index) => source.columns[index] ?? []);
      if (!(await copyText(copiedText(format, columns, rows)))) throw new Error('The browser does not allow copying.');
      const cells = cellsOf(area);
      toast({ title: cells === 1 ? 'Cell copied' : `${cells.toLocaleString('en')} cells copied` });
    } catch (error) {
      toast({ state: 'bad', title: 'Nothing was copied', detail: error instanceof Error ? error.message : String(error) });
    }
  }, [source, shown, toast]);
}
