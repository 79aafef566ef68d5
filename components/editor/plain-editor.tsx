'use client';
import type { KeyboardEvent, Ref } from 'react';
import type { EditorAct, EditorCursor } from './editor-pane';

/** A field that stands in for the editor: the same text, the same place, the keys that run. */
export function PlainEditor({ ref, hidden, failed, tab, text, label, onText, onCursor, onAct }: {
  readonly ref: Ref<HTMLTextAreaElement>; readonly hidden: boolean; readonly failed: boolean; readonly tab: string; readonly text: string; readonly label: string;
  readonly onText: (tab: string, text: string) => void; readonly onCursor: (tab: string, cursor: EditorCursor) => void; readonly onAct: (act: EditorAct) => void;
}) {
  const tell = (field: HTMLTextAreaElement) => onCursor(tab, { cursor: field.selectionEnd, from: field.selectionStart, to: field.selectionEnd });
  const onKey = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    const act: EditorAct | null = mod && event.key === 'Enter' ? (event.shiftKey ? 'run-all' : 'run-statement') : mod && event.key === '.' ? 'cancel' : null;
    if (act === null) return;
    event.preventDefault();
    onAct(act);
  };
  return (
    <div className={hidden ? 'hidden' : 'flex size-full flex-col'}>
      {failed && <p role="status" className="shrink-0 bg-warn-soft px-3.5 py-1.5 text-12">The editor could not be loaded; this plain field does as well. Reload the page to try again.</p>}
      <textarea
        ref={ref} aria-label={label} value={text} spellCheck={false} autoComplete="off" autoCapitalize="off" wrap="off"
        onChange={(event) => {
          onText(tab, event.target.value);
          tell(event.target);
        }}
        onSelect={(event) => tell(event.currentTarget)} onKeyDown={onKey}
        className="min-h-0 grow resize-none bg-sheet py-1.5 pr-3 pl-[55px] font-mono text-13 leading-[21px] whitespace-pre text-(--code-text) outline-none"
      />
    </div>
  );
}
