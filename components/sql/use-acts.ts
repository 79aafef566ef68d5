'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useToast } from '@/components/ui/toast';
import type { EditorAct } from '@/components/editor/editor-pane';
import { formatSql } from '@/components/editor/format-sql';
import type { SqlEditorHandle } from '@/components/editor/sql-editor';
import { openPalette } from '@/components/shell/shell-events';
import { useKeys } from '@/components/shell/use-keys';
import { useView } from '@/components/shell/use-view';
import { routes } from '@/lib/model/routes';
import { nameAt } from './completion/name-at';
import type { KnownTable } from './completion/suggest';
import type { RunKind } from './run/run-request';

interface Workplace {
  readonly editor: RefObject<SqlEditorHandle | null>;
  readonly text: string;
  readonly cursor: number;
  readonly start: (kind: RunKind) => void;
  readonly cancel: () => void;
  readonly nameTab: () => void;
  readonly tableAt: (name: readonly string[]) => KnownTable | undefined;
}

/** What keys and buttons of the workbench do, wherever the focus is. */
export function useActs(workplace: Workplace) {
  const router = useRouter();
  const toast = useToast();
  const { set } = useView();
  const latest = useRef(workplace);
  useEffect(() => {
    latest.current = workplace;
  });

  const format = useCallback(async () => {
    const { editor, text } = latest.current;
    const laid = await formatSql(text);
    if (laid === null) toast({ state: 'bad', title: 'This text cannot be laid out', detail: 'A quote or a comment is not closed.' });
    else editor.current?.replace(laid);
  }, [toast]);
  const openTable = useCallback(() => {
    const { text, cursor, tableAt } = latest.current;
    const name = nameAt(text, cursor);
    const table = tableAt(name);
    if (table) router.push(routes.table(table.catalog, table.path, table.name));
    else toast({ state: 'bad', title: name.length === 0 ? 'No name stands at the cursor' : `${name.join('.')} is no table that is known here` });
  }, [router, toast]);
  const act = useCallback((wanted: EditorAct) => {
    const { start, cancel, nameTab } = latest.current;
    switch (wanted) {
      case 'run-statement': return start('statement');
      case 'run-all': return start('all');
      case 'cancel': return cancel();
      case 'format': return void format();
      case 'open-table': return openTable();
      case 'name-tab': return nameTab();
      case 'leave': return document.querySelector<HTMLElement>('[aria-label="Answer"] [role="grid"], [aria-label="Answer"] [role="region"]')?.focus();
      case 'find': return void openPalette();
    }
  }, [format, openTable]);
  useKeys({
    'mod+enter': () => act('run-statement'), 'mod+shift+enter': () => act('run-all'), 'mod+.': () => act('cancel'), 'mod+shift+f': () => act('format'), 'mod+s': () => act('name-tab'),
    f6: () => latest.current.editor.current?.focus(),
  });
  return { act, openRun: (id: string) => set({ query: id }, 'push') };
}
