import type { LogicalType } from '@/lib/model/values/types';
import type { Span } from '@/lib/ports/parser/port';
import type { Typed } from '../analyze/typed';
import { bind, carrier, failure, quote } from '../emit/text';
import { refuse } from '../errors';
import { scalar, type ScalarSignature, type SqlFunction } from './definition';
import { readPattern, type RegexpPattern } from './regexp-pattern';
import { checked, knownInteger, knownText, notAdmitted, type Rule } from './rules';
import { varchar } from './text-search';

const MOST = 2147483647;
const lengthOf = (arg: Typed): number => (arg.type as { readonly length: number | null }).length ?? MOST;
const textOf = (args: readonly Typed[]): LogicalType => args[0]!.type;
const listOf = (args: readonly Typed[]): LogicalType => ({ kind: 'array', element: args[0]!.type });

type Body = (x: string, pattern: RegexpPattern, quoted: string) => string;

/** A function of a text and a pattern that is a literal. `some`: the pattern must not match the empty text. */
function withPattern(name: string, [text, pattern]: readonly Typed[], type: string, span: Span, some: boolean, body: Body, rules: readonly Rule[] = []): string {
  const known = knownText(pattern);
  if (known === undefined) return refuse(`${name} with a pattern that is not a literal`, span);
  if (known === null) return `CAST(NULL AS ${type})`;
  const read = readPattern(known);
  if (some && read.empty) return refuse(`${name} with a pattern that may match nothing`, span);
  return bind([text!.sql], ([x]) => checked(type, [x!], [...rules, ...read.unless.map(({ pattern: condition, what }) => notAdmitted(`regexp_matches(${x}, ${quote(condition)})`, what, span))], body(x!, read, quote(read.text))));
}

/** The number of a group that is a literal; 0 is the whole match. Null for NULL. */
function groupOf(name: string, arg: Typed | undefined): number | null {
  if (arg === undefined) return 0;
  const known = knownInteger(arg);
  return known === undefined ? refuse(`${name} with a group that is not a literal`, null) : known === null ? null : Number(known);
}

/** What a group that took no part gives is NULL in Trino and empty in the engine. */
function groupText(pattern: RegexpPattern, group: number, value: string): string {
  const own = pattern.groups[group - 1];
  if (own === undefined || !own.optional) return value;
  return own.empty ? refuse('A group that may be absent or match nothing in a regular expression', null) : `nullif(${value}, '')`;
}

function extract(name: string, args: readonly Typed[], span: Span, type: string, some: boolean, found: (x: string, pattern: RegexpPattern, quoted: string, group: number) => string): string {
  const group = groupOf(name, args[2]);
  if (group === null) return `CAST(NULL AS ${type})`;
  return withPattern(name, args, type, span, some, (x, pattern, quoted) => {
    const wrong = (message: string): string => `CASE WHEN ${x} IS NOT NULL THEN ${failure('INVALID_FUNCTION_ARGUMENT', message, type)} END`;
    if (group < 0) return wrong('Group cannot be negative');
    if (group > pattern.groups.length) return wrong(`Pattern has ${pattern.groups.length} groups. Cannot access group ${group}`);
    return found(x, pattern, quoted, group);
  });
}

/** `$1`, `${name}` and `\x` of Java as RE2 writes them; null where Java calls it illegal, with what it says. */
function rewrite(replacement: string, { groups }: RegexpPattern): { readonly text: string } | { readonly illegal: string } {
  let text = '';
  const chars = [...replacement];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i]!;
    if (c === '\\') {
      i += 1;
      if (chars[i] === undefined) return { illegal: `Illegal replacement sequence: ${replacement}` };
      text += chars[i] === '\\' ? '\\\\' : chars[i]!;
    } else if (c === '$') {
      const rest = chars.slice(i + 1).join('');
      const name = /^\{([A-Za-z][A-Za-z0-9]*)\}/.exec(rest);
      const digits = /^\d+/.exec(rest)?.[0];
      if (name) {
        const at = groups.findIndex((group) => group.name === name[1]);
        if (at < 0) return { illegal: `Illegal replacement sequence: unknown group { ${name[1]} }` };
        text += `\\${at + 1}`;
        i += name[0].length;
      } else if (digits) {
        // as many digits as still name a group
        let length = 1;
        if (Number(digits[0]) > groups.length) return { illegal: `Illegal replacement sequence: unknown group ${digits[0]}` };
        while (length < digits.length && Number(digits.slice(0, length + 1)) <= groups.length) length += 1;
        const group = Number(digits.slice(0, length));
        if (group > 9) return refuse('More than nine groups in a replacement', null);
        text += `\\${group}`;
        i += length;
      } else return { illegal: `Illegal replacement sequence: ${replacement}` };
    } else text += c;
  }
  return { text };
}

function replace(args: readonly Typed[], span: Span): string {
  const replacement = args[2] === undefined ? '' : knownText(args[2]);
  if (replacement === undefined) return refuse('regexp_replace with a replacement that is not a literal', span);
  if (replacement === null) return 'CAST(NULL AS VARCHAR)';
  return withPattern('regexp_replace', args, 'VARCHAR', span, true, (x, pattern, quoted) => {
    const made = rewrite(replacement, pattern);
    return 'text' in made ? `regexp_replace(${x}, ${quoted}, ${quote(made.text)}, 'g')` : `CASE WHEN regexp_matches(${x}, ${quoted}) THEN ${failure('INVALID_FUNCTION_ARGUMENT', made.illegal, 'VARCHAR')} ELSE ${x} END`;
  });
}

const position = (x: string, quoted: string): string => `CASE WHEN ${x} IS NULL THEN NULL WHEN regexp_matches(${x}, ${quoted}) THEN CAST(length(regexp_extract(${x}, '(?s)\\A(.*?)(?:' || ${quoted} || ')', 1)) + 1 AS INTEGER) ELSE CAST(-1 AS INTEGER) END`;

function positionFrom(args: readonly Typed[], span: Span): string {
  const [text, pattern, start] = args as [Typed, Typed, Typed];
  return bind([text.sql, start.sql], ([x, from]) => withPattern('regexp_position', [{ ...text, sql: x! }, pattern], 'INTEGER', span, false, (y, read, quoted) => {
    if (read.anchored) return refuse('regexp_position from a place with an anchor', span);
    return `CASE WHEN ${from} IS NULL THEN NULL WHEN ${from} > length(${y}) THEN CAST(-1 AS INTEGER) ELSE ${bind([position(`substr(${y}, ${from})`, quoted)], ([p]) => `CASE WHEN ${p} = -1 THEN ${p} ELSE CAST(${p} + ${from} - 1 AS INTEGER) END`)} END`;
  }, [{ broken: `${from} < 1`, message: 'start position cannot be smaller than 1' }]));
}

const PATTERN = ['varchar', 'varchar'] as const;
const fails = true;

/** Regular expressions, where Trino's engine and DuckDB's find the same (regexp-pattern.ts). */
export const REGEXP: readonly SqlFunction[] = [
  scalar('regexp_like', { params: PATTERN, returns: 'boolean', fails, emit: (args, _b, _e, span) => withPattern('regexp_like', args, 'BOOLEAN', span, false, (x, _p, quoted) => `regexp_matches(${x}, ${quoted})`) }),
  scalar('regexp_extract', ...[PATTERN, [...PATTERN, 'bigint']].map((params): ScalarSignature => ({
    params,
    returns: textOf,
    fails,
    emit: (args, _b, _e, span) => extract('regexp_extract', args, span, 'VARCHAR', false, (x, pattern, quoted, group) => `CASE WHEN regexp_matches(${x}, ${quoted}) THEN ${groupText(pattern, group, `regexp_extract(${x}, ${quoted}, ${group})`)} END`),
  }))),
  scalar('regexp_extract_all', ...[PATTERN, [...PATTERN, 'bigint']].map((params): ScalarSignature => ({
    params,
    returns: listOf,
    fails,
    emit: (args, _b, _e, span) => extract('regexp_extract_all', args, span, 'VARCHAR[]', true, (x, pattern, quoted, group) => {
      const all = `regexp_extract_all(${x}, ${quoted}, ${group})`;
      const item = groupText(pattern, group, 'found');
      return item === 'found' ? all : `list_transform(${all}, lambda found: ${item})`;
    }),
  }))),
  scalar(
    'regexp_replace',
    { params: PATTERN, returns: textOf, fails, emit: (args, _b, _e, span) => replace(args, span) },
    {
      params: [...PATTERN, 'varchar'],
      returns: ([text, , by]) => varchar(lengthOf(text!) + Math.max(Math.floor((lengthOf(text!) * lengthOf(by!)) / 2), lengthOf(by!)) * (lengthOf(text!) + 1)),
      fails,
      emit: (args, _b, _e, span) => replace(args, span),
    },
    { params: [...PATTERN, 'fn(array(varchar))->varchar'], returns: 'varchar', emit: (_a, _b, _e, span) => refuse('regexp_replace with a function', span) },
  ),
  scalar('regexp_split', { params: PATTERN, returns: listOf, fails, emit: (args, _b, _e, span) => withPattern('regexp_split', args, carrier({ kind: 'array', element: { kind: 'varchar', length: null } }), span, true, (x, _p, quoted) => `regexp_split_to_array(${x}, ${quoted})`) }),
  scalar('regexp_count', { params: PATTERN, returns: 'bigint', fails, emit: (args, _b, _e, span) => withPattern('regexp_count', args, 'BIGINT', span, true, (x, _p, quoted) => `len(regexp_extract_all(${x}, ${quoted}))`) }),
  scalar(
    'regexp_position',
    { params: PATTERN, returns: 'integer', fails, emit: (args, _b, _e, span) => withPattern('regexp_position', args, 'INTEGER', span, false, (x, _p, quoted) => position(x, quoted)) },
    { params: [...PATTERN, 'integer'], returns: 'integer', fails, emit: (args, _b, _e, span) => positionFrom(args, span) },
    { params: [...PATTERN, 'integer', 'integer'], returns: 'integer', emit: (_a, _b, _e, span) => refuse('regexp_position with an occurrence', span) },
  ),
];
