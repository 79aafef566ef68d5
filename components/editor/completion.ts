import type { editor, IRange, languages, Position } from 'monaco-editor/editor/editor.api.js';
import type { Monaco } from './monaco-type';
import { SQL_LANGUAGE } from './sql-language';

/** One thing that may stand at the cursor; a lower rank comes first. */
export interface EditorSuggestion {
  /** a form's text has stops for the cursor: `${1:name}` */
  readonly kind: 'column' | 'table' | 'namespace' | 'function' | 'keyword' | 'source' | 'form';
  readonly label: string;
  readonly insert: string;
  readonly detail: string;
  readonly rank: number;
}
/** Answers at once from what is known; `complete: false` says that more will be known soon. */
export type Complete = (text: string, offset: number) => { readonly items: readonly EditorSuggestion[]; readonly complete: boolean };

/** who goes on typing is not kept waiting: the editor takes the question back */
const WAIT_MS = 10_000;
const LOOK_MS = 50;

const completers = new WeakMap<editor.ITextModel, Complete>();

/** What completes in this text from now on. */
export const completeWith = (model: editor.ITextModel, complete: Complete): unknown => completers.set(model, complete);

export function registerCompletion(monaco: Monaco): void {
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  const KIND: Readonly<Record<EditorSuggestion['kind'], languages.CompletionItemKind>> = {
    column: CompletionItemKind.Field, table: CompletionItemKind.Struct, namespace: CompletionItemKind.Folder, function: CompletionItemKind.Function, keyword: CompletionItemKind.Keyword, source: CompletionItemKind.Reference, form: CompletionItemKind.Snippet,
  };
  monaco.languages.registerCompletionItemProvider(SQL_LANGUAGE, {
    triggerCharacters: ['.'],
    async provideCompletionItems(model, position, _context, token) {
      const complete = completers.get(model);
      if (!complete) return { suggestions: [] };
      const ask = () => complete(model.getValue(), model.getOffsetAt(position));
      let answer = ask();
      // an empty list closes the widget for good, so the columns of a table that is named for the first time are waited for
      for (let waited = 0; answer.items.length === 0 && !answer.complete && waited < WAIT_MS && !token.isCancellationRequested; waited += LOOK_MS) {
        await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
        if (model.isDisposed()) return { suggestions: [] };
        answer = ask();
      }
      const { items, complete: all } = answer;
      const range = writtenRange(model, position);
      return {
        incomplete: !all,
        suggestions: items.map((item, index) => ({
          label: { label: item.label, description: item.detail }, kind: KIND[item.kind], range, filterText: item.insert.startsWith('"') ? `${item.insert} ${item.label}` : item.label,
          sortText: `${item.rank}${String(index).padStart(5, '0')}`,
          ...(item.kind === 'function' ? { insertText: `${item.label}($0)`, insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : { insertText: item.insert, ...(item.kind === 'form' ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}) }),
        })),
      };
    },
  });
}

/** What a suggestion takes the place of: the word before the cursor, with the quote that opens it. */
function writtenRange(model: editor.ITextModel, position: Position): IRange {
  const { startColumn } = model.getWordUntilPosition(position);
  const quote = model.getLineContent(position.lineNumber).charAt(startColumn - 2) === '"';
  return { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: quote ? startColumn - 1 : startColumn, endColumn: position.column };
}
