import type { languages } from 'monaco-editor/editor/editor.api.js';
import { INTERVAL_UNITS, SQL_KEYWORDS, SQL_TYPES } from '@/components/ui/sql-spans';

export const SQL_LANGUAGE = 'lakehouse-sql';

/** Words that only completion of the dialect brings into texts, beside those that every place colours. */
const MORE = ['CATALOGS', 'COLUMNS', 'CUBE', 'CURRENT', 'EXTRACT', 'FOLLOWING', 'FUNCTIONS', 'GROUPING', 'LATERAL', 'NULLIF', 'ONLY', 'ORDINALITY', 'PRECEDING', 'RANGE', 'RECURSIVE', 'ROLLUP', 'ROWS', 'SCHEMAS', 'SESSION', 'SETS', 'TABLES', 'UNBOUNDED'];

const UNIT = `(?:${INTERVAL_UNITS.join('|')})`;

/** Colours by words, not by grammar; nested quotes and comments over several lines are honoured. */
export const sqlTokens: languages.IMonarchLanguage = {
  defaultToken: '', ignoreCase: true, unicode: true, keywords: [...SQL_KEYWORDS, ...MORE], types: [...SQL_TYPES],
  tokenizer: {
    root: [
      [/--.*$/, 'comment'],
      [/\/\*/, 'comment', '@comment'],
      [/interval(?=\s*[-+]?\s*')/, 'keyword', '@interval'],
      [/'/, 'string', '@string'],
      [/"/, 'identifier', '@name'],
      [/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/[\p{L}_][\p{L}\p{N}_$]*(?=\s*\()/u, { cases: { '@types': 'type', '@keywords': 'keyword', '@default': 'function' } }],
      [/[\p{L}_][\p{L}\p{N}_$]*/u, { cases: { '@types': 'type', '@keywords': 'keyword', '@default': 'identifier' } }],
      [/[()[\]]/, '@brackets'],
    ],
    interval: [
      [/\s+|[-+]/, ''],
      [/'(?:[^']|'')*'/, 'string'],
      [new RegExp(`(${UNIT})(\\s+)(TO)(\\s+)(${UNIT})\\b`), ['keyword', '', 'keyword', '', { token: 'keyword', next: '@pop' }]],
      [new RegExp(`${UNIT}\\b`), 'keyword', '@pop'],
      // anything else belongs to the text around it
      [/(?=\S)/, '', '@pop'],
    ],
    comment: [[/[^*]+/, 'comment'], [/\*\//, 'comment', '@pop'], [/\*/, 'comment']],
    string: [[/[^']+/, 'string'], [/''/, 'string'], [/'/, 'string', '@pop']],
    name: [[/[^"]+/, 'identifier'], [/""/, 'identifier'], [/"/, 'identifier', '@pop']],
  },
};

export const sqlConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['/*', '*/'] },
  brackets: [['(', ')'], ['[', ']']],
  autoClosingPairs: [{ open: '(', close: ')' }, { open: '[', close: ']' }, { open: "'", close: "'", notIn: ['string', 'comment'] }, { open: '"', close: '"', notIn: ['string', 'comment'] }],
  surroundingPairs: [{ open: '(', close: ')' }, { open: "'", close: "'" }, { open: '"', close: '"' }],
};
