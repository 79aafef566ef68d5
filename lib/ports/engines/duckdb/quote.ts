/** A DuckDB identifier, quoted so that any text is a name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A DuckDB string literal; backslashes mean themselves in it. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A DuckDB list of string literals. */
export const textList = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;
