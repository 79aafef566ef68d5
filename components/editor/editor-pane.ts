import type { editor, IDisposable, IRange } from 'monaco-editor/editor/editor.api.js';
import { completeWith, type Complete } from './completion';
import type { Monaco } from './monaco-type';
import { SQL_LANGUAGE } from './sql-language';

/** Offsets into the text; `from` and `to` are equal when nothing is selected. */
export interface EditorCursor {
  readonly cursor: number;
  readonly from: number;
  readonly to: number;
}
export interface EditorMarker {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}
export type EditorAct = 'run-statement' | 'run-all' | 'cancel' | 'format' | 'open-table' | 'name-tab' | 'leave' | 'find';

export interface PaneEvents {
  readonly onText: (tab: string, text: string) => void;
  readonly onCursor: (tab: string, cursor: EditorCursor) => void;
  readonly onAct: (act: EditorAct) => void;
  readonly complete: Complete;
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"IBM Plex Mono", ui-monospace, "SFMono-Regular", Menlo, monospace', fontSize: 13, lineHeight: 21, padding: { top: 6, bottom: 6 }, automaticLayout: true, fixedOverflowWidgets: true,
  minimap: { enabled: false }, bracketPairColorization: { enabled: false }, guides: { indentation: false }, scrollBeyondLastLine: false, glyphMargin: false, folding: false, lineNumbersMinChars: 4, lineDecorationsWidth: 10,
  renderLineHighlight: 'line', overviewRulerLanes: 0, hideCursorInOverviewRuler: true, occurrencesHighlight: 'off', selectionHighlight: false, contextmenu: false, tabSize: 2, wordBasedSuggestions: 'off',
  // Enter ends a line, unless somebody chose from the list or the list came up behind a point
  acceptSuggestionOnEnter: 'smart', tabCompletion: 'on',
  quickSuggestions: { other: true, comments: false, strings: false }, suggest: { showStatusBar: false, preview: false, insertMode: 'insert', selectionMode: 'whenTriggerCharacter' }, scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
};

/**
 * One editor that shows one tab at a time. Each tab keeps its own text, undo, cursor and scroll position; nothing is
 * made anew when tabs change, so that typing is never lost.
 */
export class EditorPane {
  private readonly editor: editor.IStandaloneCodeEditor;
  private readonly models = new Map<string, { readonly model: editor.ITextModel; view: editor.ICodeEditorViewState | null }>();
  private readonly listeners: IDisposable[];
  private readonly band: editor.IEditorDecorationsCollection;
  private tab = '';
  constructor(private readonly monaco: Monaco, element: HTMLElement, private readonly events: () => PaneEvents, label: string) {
    this.editor = monaco.editor.create(element, { ...OPTIONS, model: null, ariaLabel: label });
    this.band = this.editor.createDecorationsCollection();
    this.listeners = [
      this.editor.onDidChangeModelContent(() => events().onText(this.tab, this.text())),
      this.editor.onDidChangeCursorSelection(() => events().onCursor(this.tab, this.cursor())),
    ];
    this.bindKeys();
  }

  /** Shows a tab; `text` is what it holds when the editor has not seen it yet or somebody else changed it. */
  show(tab: string, text: string): void {
    if (tab !== this.tab) {
      const left = this.models.get(this.tab);
      if (left) left.view = this.editor.saveViewState();
      this.tab = tab;
      const { model, view } = this.models.get(tab) ?? this.open(tab, text);
      this.editor.setModel(model);
      if (view) this.editor.restoreViewState(view);
    }
    const model = this.editor.getModel();
    // as an edit, so that Ctrl+Z brings the old text back
    if (model && model.getValue() !== text) model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    this.events().onCursor(tab, this.cursor());
  }

  /** Forgets tabs that were closed. */
  keepOnly(tabs: readonly string[]): void {
    for (const [tab, { model }] of this.models) {
      if (tabs.includes(tab) || tab === this.tab) continue;
      model.dispose();
      this.models.delete(tab);
    }
  }

  /** Underlines what is wrong. */
  mark(markers: readonly EditorMarker[]): void {
    const model = this.editor.getModel();
    if (!model) return;
    const { Error, Warning } = this.monaco.MarkerSeverity;
    this.monaco.editor.setModelMarkers(model, 'check', markers.map(({ line, column, message, severity }) => ({ ...this.wordAt(model, line, column), message, severity: severity === 'error' ? Error : Warning })));
  }

  /** Draws the waterline beside the lines of a statement. */
  drawBand(lines: { readonly first: number; readonly last: number } | null): void {
    this.band.set(lines === null ? [] : [{ range: new this.monaco.Range(lines.first, 1, lines.last, 1), options: { isWholeLine: true, marginClassName: 'border-l-3 border-water' } }]);
  }

  focus(): void {
    this.editor.focus();
  }
  select({ from, to }: { readonly from: number; readonly to: number }): void {
    const model = this.editor.getModel();
    if (!model) return;
    this.editor.setSelection(this.monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)));
    this.editor.revealRangeInCenterIfOutsideViewport(this.monaco.Range.fromPositions(model.getPositionAt(from)));
  }
  goTo(line: number, column: number): void {
    this.editor.setPosition({ lineNumber: line, column });
    this.editor.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
    this.editor.focus();
  }
  /** Writes at the cursor, as typing would. */
  insert(text: string): void {
    this.editor.focus();
    this.editor.trigger('insert', 'type', { text });
  }
  /** Puts another text in the place of all of it; Ctrl+Z brings the old one back. */
  replace(text: string): void {
    const model = this.editor.getModel();
    if (!model || model.getValue() === text) return;
    this.editor.pushUndoStop();
    this.editor.executeEdits('replace', [{ range: model.getFullModelRange(), text }]);
    this.editor.pushUndoStop();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.editor.dispose();
    for (const { model } of this.models.values()) model.dispose();
    this.models.clear();
  }

  private text(): string {
    return this.editor.getModel()?.getValue() ?? '';
  }
  private cursor(): EditorCursor {
    const model = this.editor.getModel();
    const selection = this.editor.getSelection();
    if (!model || !selection) return { cursor: 0, from: 0, to: 0 };
    return { cursor: model.getOffsetAt(selection.getPosition()), from: model.getOffsetAt(selection.getStartPosition()), to: model.getOffsetAt(selection.getEndPosition()) };
  }

  private open(tab: string, text: string) {
    const model = this.monaco.editor.createModel(text, SQL_LANGUAGE);
    // offsets are counted in one character a line end, here as on the server
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    model.setEOL(this.monaco.editor.EndOfLineSequence.LF);
    completeWith(model, (all, offset) => this.events().complete(all, offset));
    const opened = { model, view: null };
    this.models.set(tab, opened);
    return opened;
  }

  private wordAt(model: editor.ITextModel, line: number, column: number): IRange {
    const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
    const word = model.getWordAtPosition({ lineNumber, column });
    const startColumn = Math.min(column, Math.max(1, model.getLineMaxColumn(lineNumber) - 1));
    return { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn: Math.max(startColumn + 1, word?.endColumn ?? startColumn + 1) };
  }

  private bindKeys(): void {
    const { KeyMod: { CtrlCmd, Shift }, KeyCode } = this.monaco;
    const keys: readonly (readonly [act: EditorAct, label: string, key: number])[] = [
      ['run-statement', 'Run the statement at the cursor, or the selection', CtrlCmd | KeyCode.Enter],
      ['run-all', 'Run all', CtrlCmd | Shift | KeyCode.Enter],
      ['cancel', 'Cancel the run', CtrlCmd | KeyCode.Period],
      ['format', 'Lay the text out', CtrlCmd | Shift | KeyCode.KeyF],
      ['open-table', 'Open the table at the cursor', KeyCode.F12],
      ['name-tab', 'Name the tab', CtrlCmd | KeyCode.KeyS],
      ['leave', 'Go to the answer', KeyCode.F6],
      // the editor's own begins a chord with it, which would keep the shell's key from whoever writes
      ['find', 'Find a table, column or action', CtrlCmd | KeyCode.KeyK],
    ];
    for (const [act, label, key] of keys) this.editor.addAction({ id: `lakehouse.${act}`, label, keybindings: [key], run: () => this.events().onAct(act) });
  }
}
