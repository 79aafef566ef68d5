const COMMENT = /--[^\n]*|\/\*[\s\S]*?(\*\/|$)/g;

/** A text in one line for lists: comments left out, white space drawn together. */
export function sqlTitle(sql: string, most = 120): string {
  const line = (sql.replace(COMMENT, ' ').replace(/\s+/g, ' ').trim() || sql.replace(/\s+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most - 1)}\u2026` : line;
}
