/** Names under which DuckDB's own tree lists the operators and constructors that the emitter writes, and list_sort for the order within an aggregate. */
const OPERATORS = ['+', '-', '*', '/', '//', '%', '||', '~~', '!~~', 'like_escape', 'not_like_escape', 'list_value', 'struct_pack', 'row', 'array_extract', 'struct_extract', 'array_slice', 'count_star', 'lambda', 'list_sort'] as const;
const NOT_FUNCTIONS = new Set(['and', 'or', 'not', 'in', 'as', 'over', 'values', 'select', 'from', 'where', 'case', 'when', 'then', 'else', 'cast', 'try', 'exists', 'filter', 'by', 'union', 'all', 'except', 'intersect', 'lateral', 'sets', 'decimal', 'struct', 'map', 'on', 'between', 'is', 'like', 'having', 'join', 'set', 'grouping', 'any']);

/** Every function of DuckDB or macro of ours that a text may call, for the second wall. */
export function calledFunctions(sql: string): readonly string[] {
  const found = new Set<string>(OPERATORS);
  for (const match of sql.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|([a-z_][a-z0-9_]*)\s*\(/gi)) {
    const name = match[1]?.toLowerCase();
    if (name !== undefined && !(NOT_FUNCTIONS.has(name) && name !== 'map' && name !== 'grouping')) found.add(name);
  }
  return [...found].sort();
}
