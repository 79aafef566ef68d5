import { queryFailed } from '@/lib/model/errors';

/** Matcher for SHOW … LIKE: `%` any text, `_` one character, `escape` takes the next one literally. */
export function likeMatcher(pattern: string | null, escape: string | null): (text: string) => boolean {
  if (pattern === null) return () => true;
  if (escape !== null && [...escape].length !== 1) throw queryFailed('INVALID_FUNCTION_ARGUMENT', 'Escape string must be a single character');
  let source = '';
  let escaped = false;
  for (const character of pattern) {
    if (escaped) {
      source += quote(character);
      escaped = false;
    } else if (character === escape) escaped = true;
    else if (character === '%') source += '[\\s\\S]*';
    else if (character === '_') source += '[\\s\\S]';
    else source += quote(character);
  }
  if (escaped) throw queryFailed('INVALID_FUNCTION_ARGUMENT', 'Escape character must be followed by \'%\', \'_\' or the escape character itself');
  const expression = new RegExp(`^${source}$`, 'u');
  return (text) => expression.test(text);
}

const quote = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&');
