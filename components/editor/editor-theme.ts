import type { editor } from 'monaco-editor/editor/editor.api.js';
import { colourHex } from './colour-hex';

/** Reads one token, `--code-keyword`, as `#rrggbb`. */
export type ReadToken = (name: string) => string;

/**
 * Tokens as the page computes them now. A style sheet may hold them in any spelling (the build writes some as `lab()`),
 * so the browser is asked to mix each with itself in sRGB.
 */
export function withTokens<T>(make: (token: ReadToken) => T): T {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  try {
    return make((name) => {
      probe.style.setProperty('color', `color-mix(in srgb, var(${name}), var(${name}))`);
      return colourHex(style.color);
    });
  } finally {
    probe.remove();
  }
}

const bare = (hex: string): string => hex.slice(1, 7);

/** The editor in the inks of the chart. */
export function editorTheme(dark: boolean, token: ReadToken): editor.IStandaloneThemeData {
  const rule = (name: string, colour: string): editor.ITokenThemeRule => ({ token: name, foreground: bare(token(colour)) });
  return {
    base: dark ? 'vs-dark' : 'vs', inherit: false,
    rules: [rule('', '--code-text'), rule('keyword', '--code-keyword'), rule('function', '--code-function'), rule('string', '--code-string'), rule('number', '--code-number'), rule('comment', '--code-comment'), rule('type', '--code-type')],
    colors: {
      'editor.background': token('--sheet'), 'editor.foreground': token('--code-text'), 'editorLineNumber.foreground': token('--code-gutter'), 'editorLineNumber.activeForeground': token('--ink-2'),
      'editorCursor.foreground': token('--water'), 'editor.selectionBackground': token('--select'), 'editor.inactiveSelectionBackground': token('--select'), 'editor.selectionHighlightBackground': '#00000000',
      'editor.lineHighlightBackground': token('--code-line'), 'editor.lineHighlightBorder': '#00000000', 'editor.findMatchBackground': token('--found'), 'editor.findMatchHighlightBackground': token('--found'),
      'editorError.foreground': token('--bad'), 'editorWarning.foreground': token('--warn'), 'editorBracketMatch.background': token('--water-soft'), 'editorBracketMatch.border': token('--water-line'),
      'editorWidget.background': token('--raised'), 'editorWidget.foreground': token('--ink'), 'editorWidget.border': token('--rule'), 'widget.shadow': '#00000000',
      'editorSuggestWidget.background': token('--raised'), 'editorSuggestWidget.foreground': token('--ink'), 'editorSuggestWidget.border': token('--rule'), 'editorSuggestWidget.selectedBackground': token('--water-soft'),
      'editorSuggestWidget.selectedForeground': token('--ink'), 'editorSuggestWidget.selectedIconForeground': token('--water-ink'), 'editorSuggestWidget.highlightForeground': token('--water-ink'), 'editorSuggestWidget.focusHighlightForeground': token('--water-ink'),
      'editorHoverWidget.background': token('--raised'), 'editorHoverWidget.foreground': token('--ink'), 'editorHoverWidget.border': token('--rule'),
      'input.background': token('--raised'), 'input.foreground': token('--ink'), 'input.border': token('--control'), 'input.placeholderForeground': token('--ink-3'), focusBorder: token('--water'), foreground: token('--ink'), descriptionForeground: token('--ink-3'),
      'list.hoverBackground': token('--hover'), 'list.focusBackground': token('--water-soft'), 'list.focusForeground': token('--ink'), 'list.highlightForeground': token('--water-ink'),
      'scrollbarSlider.background': token('--press'), 'scrollbarSlider.hoverBackground': token('--press'), 'scrollbarSlider.activeBackground': token('--press'), 'scrollbar.shadow': '#00000000',
      'symbolIcon.fieldForeground': token('--ink-3'), 'symbolIcon.functionForeground': token('--code-function'), 'symbolIcon.keywordForeground': token('--code-keyword'), 'symbolIcon.structForeground': token('--ink-3'), 'symbolIcon.folderForeground': token('--ink-3'), 'symbolIcon.referenceForeground': token('--ink-3'),
      'editorOverviewRuler.border': '#00000000', 'editorGutter.background': token('--sheet'), 'editorUnicodeHighlight.border': token('--warn'),
    },
  };
}
