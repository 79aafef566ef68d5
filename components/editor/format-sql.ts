/** The text laid out by the dialect's rules; null when its grammar cannot be made out, so that nothing is damaged. */
export async function formatSql(text: string): Promise<string | null> {
  const { formatDialect, trino } = await import('sql-formatter');
  try {
    return formatDialect(text, { dialect: trino, keywordCase: 'upper', tabWidth: 2, linesBetweenQueries: 1 });
  } catch {
    // the formatter throws on text that it cannot tokenize, and only then
    return null;
  }
}
