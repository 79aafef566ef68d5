import type { Span } from '@/lib/ports/parser/port';
import { fail } from '../errors';
import type { Origin } from './tree';

/** Deepest nesting of parentheses and brackets that is read; the grammar's prediction grows with it. */
const MAX_NESTING = 200;
/** Deepest nesting of subqueries as values: the grammar's prediction doubles with each (ten took 2.7 s, twenty 4 GB). */
const MAX_NESTED_QUERIES = 6;

export interface Piece {
  readonly text: string;
  readonly origin: Origin;
  readonly span: Span;
}

/** Statements of a text: cut at semicolons outside strings, quoted names and comments; empty ones are left out. */
export function splitStatements(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let place = { line: 1, column: 1 };
  let counted = 0;
  for (const end of [...semicolons(text), text.length]) {
    const start = skipBlank(text, from);
    from = end + 1;
    if (start >= end) continue;
    const piece = text.slice(start, end).trimEnd();
    place = advance(place, text.slice(counted, start));
    counted = start;
    pieces.push({ text: piece, origin: { offset: start, ...place }, span: { start, end: start + piece.length, ...place } });
  }
  return pieces;
}

/** Where the first word at or after `from` stands: spaces and comments are none. */
function skipBlank(text: string, from: number): number {
  const gap = /(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;
  gap.lastIndex = from;
  return from + gap.exec(text)![0].length;
}

/** The place after `passed`, columns counted in code points as Trino does. */
function advance({ line, column }: { readonly line: number; readonly column: number }, passed: string): { line: number; column: number } {
  const last = passed.lastIndexOf('\n');
  const width = Array.from(passed.slice(last + 1)).length;
  return last < 0 ? { line, column: column + width } : { line: line + passed.split('\n').length - 1, column: width + 1 };
}

const TOKEN = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[A-Za-z_][A-Za-z0-9_]*|[;()[\]]/g;

function semicolons(text: string): readonly number[] {
  const found: number[] = [];
  for (const match of text.matchAll(TOKEN)) if (match[0] === ';') found.push(match.index);
  return found;
}

/** Refuses nesting that would take the grammar seconds, before it is asked. */
export function guardNesting(piece: Piece): void {
  const queries: boolean[] = [];
  let depth = 0;
  let previous = '';
  let beforeOpen = '';
  let asValue = 0;
  for (const match of piece.text.matchAll(TOKEN)) {
    const token = match[0];
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    if (token === '(' || token === '[') {
      beforeOpen = previous;
      queries.push(false);
      depth += 1;
      if (depth > MAX_NESTING) fail('STATEMENT_TOO_COMPLEX', `Parentheses are nested more than ${MAX_NESTING} deep.`, null);
    } else if (token === ')' || token === ']') {
      depth = Math.max(0, depth - 1);
      if (queries.pop() === true) asValue -= 1;
    } else if (/^(select|with|values|table)$/i.test(token) && previous === '(' && !/^(from|join|lateral|in|exists|as|all|any|some)$/i.test(beforeOpen)) {
      queries[queries.length - 1] = true;
      asValue += 1;
      if (asValue > MAX_NESTED_QUERIES) fail('STATEMENT_TOO_COMPLEX', `Subqueries are nested more than ${MAX_NESTED_QUERIES} deep.`, null);
    }
    previous = token;
  }
}
