/** The line of a text that an error names, cut in three around the word at its column; null when there is no such line. */
export function errorLine(text: string, line: number, column: number): { readonly before: string; readonly at: string; readonly after: string } | null {
  const found = text.split('\n')[line - 1];
  if (found === undefined) return null;
  const from = Math.min(Math.max(0, column - 1), found.length);
  const word = /^(?:[\p{L}\p{N}_$.]+|"(?:[^"]|"")*"|'(?:[^']|'')*'|\S)/u.exec(found.slice(from))?.[0] ?? '';
  return { before: found.slice(0, from), at: word === '' ? ' ' : word, after: found.slice(from + word.length) };
}
