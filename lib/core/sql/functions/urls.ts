import type { LogicalType } from '@/lib/model/values/types';
import type { Typed } from '../analyze/typed';
import { quote } from '../emit/text';
import { overPlaced, scalar, type ScalarFunction, type ScalarSignature } from './definition';
import { checked, notAdmitted } from './rules';

const same = (args: readonly Typed[]): LogicalType => args[0]!.type;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = `(?:${LABEL}\\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?`;
/** characters of a path, and escapes of ASCII, whose text is the same in every encoding */
const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[2-7][0-9A-Fa-f])";
/** URLs that java.net.URI surely reads so: 1 protocol, 2 host, 3 port, 4 path, 5 query, 6 fragment */
const URL = `([A-Za-z][A-Za-z0-9+.-]*)://(${HOST})(?::([0-9]{0,5}))?((?:/${PCHAR}*)?)(?:\\?((?:${PCHAR}|\\?)*))?(?:#((?:${PCHAR}|\\?)*))?`;
/** what no URI may hold: it is NULL there */
const NEVER = '[\\x00-\\x20"<>\\\\^`{|}\\x7f]';

const part = (name: string, returns: ScalarSignature['returns'], type: string, result: (group: (n: number) => string) => string): ScalarFunction =>
  scalar(name, overPlaced(['varchar'], returns, (span) => (x) => {
    const group = (n: number): string => `regexp_extract(${x}, ${quote(`\\A${URL}\\z`)}, ${n})`;
    return `CASE WHEN regexp_matches(${x}, ${quote(NEVER)}) THEN CAST(NULL AS ${type}) ELSE ${checked(type, [x], [notAdmitted(`NOT regexp_full_match(${x}, ${quote(URL)})`, `${name} of a text that is not plainly a URL like https://example.com/path?query#fragment`, span)], result(group))} END`;
  }));

/** Parts of URLs, of those that Java's rules and plain ones take alike; what else there is is refused when it is met. */
export const URLS: readonly ScalarFunction[] = [
  part('url_extract_protocol', same, 'VARCHAR', (group) => group(1)),
  part('url_extract_host', same, 'VARCHAR', (group) => group(2)),
  part('url_extract_port', 'bigint', 'BIGINT', (group) => `CAST(nullif(${group(3)}, '') AS BIGINT)`),
  part('url_extract_path', same, 'VARCHAR', (group) => `url_decode(${group(4)})`),
  part('url_extract_query', same, 'VARCHAR', (group) => `url_decode(${group(5)})`),
  part('url_extract_fragment', same, 'VARCHAR', (group) => `url_decode(${group(6)})`),
];
