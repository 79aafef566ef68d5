/** What a schema found wrong with one value, as zod tells it; every member but `code` depends on that. */
interface Issue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: unknown;
  readonly keys?: unknown;
  readonly format?: unknown;
}

const KINDS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', object: 'an object', array: 'a list', record: 'an object', null: 'null', date: 'a date' };
const list = (values: unknown): string => (Array.isArray(values) ? values : [values]).map(String).join(', ');

/** Words that follow the field's name: 'limit must be at most 1000'. Undefined where zod's own serve. */
export function issueWords(issue: Issue): string | undefined {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')) return 'is missing';
  switch (issue.code) {
    case 'invalid_type': return `must be ${KINDS[String(issue.expected)] ?? String(issue.expected)}`;
    case 'invalid_value': return `must be one of ${list(issue.values)}`;
    case 'unrecognized_keys': return `must not have ${list(issue.keys)}`;
    case 'invalid_format': return `must be a valid ${String(issue.format)}`;
    case 'too_small': return issue.origin === 'string' ? (issue.minimum === 1 ? 'must not be empty' : `must have at least ${String(issue.minimum)} characters`) : `must be at least ${String(issue.minimum)}`;
    case 'too_big': return issue.origin === 'string' ? `must have at most ${String(issue.maximum)} characters` : `must be at most ${String(issue.maximum)}`;
    default: return undefined;
  }
}
