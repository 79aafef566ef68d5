import { sqlTokens } from './sql-tokens';

/** The name with its parts that stands at an offset: `lake.shop.orders` gives three. Empty when there is none. */
export function nameAt(text: string, offset: number): readonly string[] {
  const tokens = sqlTokens(text);
  const isName = (index: number) => tokens[index]?.kind === 'word' || tokens[index]?.kind === 'name';
  const at = tokens.findIndex((token, index) => offset >= token.start && offset <= token.end && isName(index));
  if (at < 0) return [];
  let first = at;
  while (tokens[first - 1]?.text === '.' && isName(first - 2)) first -= 2;
  let last = at;
  while (tokens[last + 1]?.text === '.' && isName(last + 2)) last += 2;
  return tokens.slice(first, last + 1).filter((_, index) => index % 2 === 0).map(({ text: part }) => part);
}
