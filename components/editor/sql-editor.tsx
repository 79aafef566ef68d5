'use client';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import type { Complete } from './completion';
import { EditorPane, type EditorAct, type EditorCursor, type EditorMarker, type PaneEvents } from './editor-pane';
import { loadMonaco } from './load-monaco';
import { PlainEditor } from './plain-editor';

/** What a page does with its editor beside giving it a text. */
export interface SqlEditorHandle {
  focus(): void;
  goTo(line: number, column: number): void;
  insert(text: string): void;
  replace(text: string): void;
}

/**
 * The editor of SQL. Until its code is loaded (about a megabyte, once), and when it cannot be, a plain field takes its
 * place: what is typed there, the cursor and the focus go over to the editor.
 */
export function SqlEditor({ ref, tab, tabs, text, label, markers, band, complete, onText, onCursor, onAct }: {
  readonly ref?: Ref<SqlEditorHandle>;
  /** the tab that is shown; each keeps its undo, cursor and scroll position as long as it is one of `tabs` */
  readonly tab: string; readonly tabs: readonly string[]; readonly text: string; readonly label: string;
  readonly markers: readonly EditorMarker[];
  /** lines of the statement under the cursor */
  readonly band: { readonly first: number; readonly last: number } | null;
  readonly complete: Complete;
  readonly onText: (tab: string, text: string) => void;
  readonly onCursor: (tab: string, cursor: EditorCursor) => void;
  readonly onAct: (act: EditorAct) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const [pane, setPane] = useState<EditorPane | null>(null);
  const [failed, setFailed] = useState(false);
  const events = useRef<PaneEvents>({ complete, onText, onCursor, onAct });
  useEffect(() => {
    events.current = { complete, onText, onCursor, onAct };
  });

  useEffect(() => {
    let gone = false;
    let made: EditorPane | null = null;
    loadMonaco().then(
      (monaco) => {
        if (gone || !place.current) return;
        made = new EditorPane(monaco, place.current, () => events.current, label);
        setPane(made);
      },
      (error: unknown) => {
        console.error('The editor could not be loaded', error);
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      made?.dispose();
      setPane(null);
    };
  }, [label]);

  // within the same commit: an effect that comes later could put an older text over what was typed meanwhile
  useLayoutEffect(() => pane?.show(tab, text), [pane, tab, text]);
  useEffect(() => pane?.keepOnly(tabs), [pane, tabs]);
  useEffect(() => pane?.mark(markers), [pane, tab, markers]);
  useEffect(() => pane?.drawBand(band), [pane, tab, band]);
  useEffect(() => {
    const field = plain.current;
    if (!pane || !field) return;
    pane.select({ from: field.selectionStart, to: field.selectionEnd });
    if (document.activeElement === field) pane.focus();
  }, [pane]);
  useImperativeHandle(ref, () => ({
    focus: () => (pane ? pane.focus() : plain.current?.focus()),
    goTo: (line, column) => pane?.goTo(line, column),
    insert: (added) => (pane ? pane.insert(added) : onText(tab, text + added)),
    replace: (next) => (pane ? pane.replace(next) : onText(tab, next)),
  }), [pane, tab, text, onText]);

  return (
    <div className="relative size-full min-h-0">
      <div ref={place} className={`absolute inset-0 ${pane ? '' : 'invisible'}`} />
      <PlainEditor ref={plain} hidden={pane !== null} failed={failed} tab={tab} text={text} label={label} onText={onText} onCursor={onCursor} onAct={onAct} />
    </div>
  );
}
