import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { quote } from '../emit/text';
import { over, overPlaced, scalar, type ScalarFunction, type ScalarSignature } from './definition';
import { checked, notAdmitted, type Rule } from './rules';
import type { Span } from '@/lib/ports/parser/port';

const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = `(?:${LABEL}\\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?`;
/** characters of a path, and escapes of ASCII, whose text is the same in every encoding */
const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[2-7][0-9A-Fa-f])";
/** URLs that java.net.URI surely reads so: 1 protocol, 2 host, 3 port, 4 path, 5 query, 6 fragment */
const URL = `([A-Za-z][A-Za-z0-9+.-]*)://(${HOST})(?::([0-9]{0,5}))?((?:/${PCHAR}*)?)(?:\\?((?:${PCHAR}|\\?)*))?(?:#((?:${PCHAR}|\\?)*))?`;
/** what no URI may hold: it is NULL there */
const NEVER = '[\\x00-\\x20"<>\\\\^`{|}\\x7f]';

const plainly = (name: string, x: string, span: Span): Rule => notAdmitted(`NOT regexp_full_match(${x}, ${quote(URL)})`, `${name} of a text that is not plainly a URL like https://example.com/path?query#fragment`, span);

const part = (name: string, returns: ScalarSignature['returns'], type: string, result: (group: (n: number) => string) => string): ScalarFunction =>
  scalar(name, overPlaced(['varchar'], returns, (span) => (x) => {
    const group = (n: number): string => `regexp_extract(${x}, ${quote(`\\A${URL}\\z`)}, ${n})`;
    return `CASE WHEN regexp_matches(${x}, ${quote(NEVER)}) THEN CAST(NULL AS ${type}) ELSE ${checked(type, [x], [plainly(name, x!, span)], result(group))} END`;
  }));

/** An escape of three characters for each of four bytes; beyond any length is no length. */
const encoded = ([x]: readonly Typed[]): LogicalType => {
  const { length } = x!.type as Extract<LogicalType, { kind: 'varchar' }>;
  return { kind: 'varchar', length: length === null || length * 12 >= 2_147_483_647 ? null : length * 12 };
};

/** As forms of HTML are sent: a blank is a plus sign, and star, dot, minus and underscore stand for themselves. */
const formEncoded = (x: string): string => `replace(replace(replace(url_encode(${x}), '%20', '+'), '%2A', '*'), '~', '%7E')`;
const formDecoded = (x: string): string => `url_decode(replace(${x}, '+', ' '))`;

/** Java reads escapes in ways of its own where they are none, or no text: those are refused. */
const decode = overPlaced(['varchar'], same, (span) => (x) => checked('VARCHAR', [x!], [
  { broken: `regexp_matches(${x}, '\\A(?:[^%]|%[0-9A-Fa-f]{2})*%.?\\z')`, message: 'URLDecoder: Incomplete trailing escape (%) pattern' },
  notAdmitted(`regexp_matches(regexp_replace(${x}, '%[0-9A-Fa-f]{2}', '', 'g'), '%')`, 'url_decode of a text with a percent sign that is no escape', span),
  notAdmitted(`TRY(${formDecoded(x!)}) IS NULL`, 'url_decode of escapes that are no UTF-8', span),
], formDecoded(x!)));

/** The value of the first parameter of that name, as it is spelled in the query. */
const parameter = overPlaced(['varchar', 'varchar'], same, (span) => (x, name) => {
  const query = `regexp_extract(${x}, ${quote(`\\A${URL}\\z`)}, 5)`;
  const pairs = `list_filter(string_split(${query}, '&'), lambda pair: string_split(pair, '=')[1] = ${name})`;
  return `CASE WHEN regexp_matches(${x}, ${quote(NEVER)}) THEN CAST(NULL AS VARCHAR) ELSE ${checked('VARCHAR', [x!, name!], [plainly('url_extract_parameter', x!, span)], `CASE WHEN ${query} <> '' THEN ${formDecoded(`substr(${pairs}[1], length(${name}) + 2)`)} END`)} END`;
});

/** Parts of URLs, of those that Java's rules and plain ones take alike; what else there is is refused when it is met. */
export const URLS: readonly ScalarFunction[] = [
  part('url_extract_protocol', same, 'VARCHAR', (group) => group(1)),
  part('url_extract_host', same, 'VARCHAR', (group) => group(2)),
  part('url_extract_port', 'bigint', 'BIGINT', (group) => `CAST(nullif(${group(3)}, '') AS BIGINT)`),
  part('url_extract_path', same, 'VARCHAR', (group) => `url_decode(${group(4)})`),
  part('url_extract_query', same, 'VARCHAR', (group) => `url_decode(${group(5)})`),
  part('url_extract_fragment', same, 'VARCHAR', (group) => `url_decode(${group(6)})`),
  scalar('url_extract_parameter', parameter),
  scalar('url_encode', over(['varchar'], encoded, (x) => formEncoded(x!))),
  scalar('url_decode', decode),
];
