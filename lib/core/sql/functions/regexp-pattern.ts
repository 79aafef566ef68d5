import { fail, refuse } from '../errors';

/** A regular expression of Trino's (Joni, with Java's syntax) as one of the engine's (RE2) that finds the same. */
export interface RegexpPattern {
  /** RE2's text */
  readonly text: string;
  /** of each capturing group, from 1: its name, whether it may take no part in a match, whether it may match nothing */
  readonly groups: readonly { readonly name: string | null; readonly optional: boolean; readonly empty: boolean }[];
  /** may match the empty text */
  readonly empty: boolean;
  /** matches depend on what stands before the place where they begin */
  readonly anchored: boolean;
  /** conditions on the searched text under which the two differ, as RE2 patterns for such texts, with what is refused */
  readonly unless: readonly { readonly pattern: string; readonly what: string }[];
}

interface Part { readonly text: string; readonly empty: boolean; readonly atom: boolean }

const SETS: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\x0b\\f\\r ' };
const CONTROLS: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', r: '\\r', f: '\\f' };
const refused = (what: string): never => refuse(`${what} in a regular expression`, null);

/** Reads a pattern; what the two engines could take differently is refused. */
class PatternReader {
  private at = 0;
  private readonly chars: readonly string[];
  readonly groups: { name: string | null; optional: boolean; empty: boolean }[] = [];
  readonly unless = new Map<string, string>();
  ignoreCase = false;
  anchored = false;

  constructor(text: string) {
    this.chars = [...text];
  }

  read(): Part {
    const flags = /^\(\?([is]{1,2})\)/.exec(this.chars.slice(0, 5).join(''));
    if (flags) {
      this.at = flags[0].length;
      this.ignoreCase = flags[1]!.includes('i');
    }
    // these fold to more than one letter, or from beyond ASCII, which RE2 does otherwise
    if (this.ignoreCase) this.unless.set('[ßẞſ\u212aİıŉǰﬀ-ﬆ]', 'A text with ß, ligatures or similar letters under (?i)');
    const dotAll = flags?.[1]!.includes('s') ?? false;
    const part = this.alternatives(dotAll);
    if (this.at < this.chars.length) return refused('A closing parenthesis without an opening one');
    return part;
  }

  private peek(offset = 0): string | undefined {
    return this.chars[this.at + offset];
  }

  private alternatives(dotAll: boolean): Part {
    const branches = [this.branch(dotAll)];
    while (this.peek() === '|') {
      this.at += 1;
      branches.push(this.branch(dotAll));
    }
    if (branches.length === 1) return branches[0]!;
    return { text: branches.map((branch) => branch.text).join('|'), empty: branches.some((branch) => branch.empty), atom: false };
  }

  private branch(dotAll: boolean): Part {
    let text = '';
    let empty = true;
    for (;;) {
      const c = this.peek();
      if (c === undefined || c === '|' || c === ')') return { text, empty, atom: false };
      const groupsBefore = this.groups.length;
      const atom = this.atom(c, dotAll);
      const part = this.quantified(atom, groupsBefore);
      text += part.text;
      empty &&= part.empty;
    }
  }

  private atom(c: string, dotAll: boolean): Part {
    const one = (text: string): Part => ({ text, empty: false, atom: true });
    this.at += 1;
    switch (c) {
      case '.': return one(dotAll ? '(?s:.)' : '[^\\n]');
      case '^': this.anchored = true; return { text: '\\A', empty: true, atom: false };
      case '$':
        this.unless.set('\\n\\z', '$ and a text that ends with a line feed');
        return { text: '\\z', empty: true, atom: false };
      case '(': return this.group(dotAll);
      case '[': return one(this.set());
      case '\\': return this.escape();
      case '*': case '+': case '?': return fail('INVALID_FUNCTION_ARGUMENT', 'target of repeat operator is not specified', null);
      case '{': return refused('{');
      default: return one(this.literal(c));
    }
  }

  private literal(c: string): string {
    if (this.ignoreCase && c > '\u007f') return refused('A letter beyond ASCII under (?i)');
    if (/[\\.[\](){}*+?^$|]/.test(c)) return `\\${c}`;
    return c;
  }

  private escape(): Part {
    const c = this.peek() ?? fail('INVALID_FUNCTION_ARGUMENT', 'end pattern at escape', null);
    this.at += 1;
    const one = (text: string): Part => ({ text, empty: false, atom: true });
    if (c in SETS) return one(`[${SETS[c]}]`);
    if (c.toLowerCase() in SETS) return one(`[^${SETS[c.toLowerCase()]}]`);
    if (c in CONTROLS) return one(CONTROLS[c]!);
    if (c === 'b' || c === 'B') {
      this.anchored = true;
      this.unless.set('[^\\x00-\\x7f]', `\\${c} and a text beyond ASCII`);
      return { text: `\\${c}`, empty: true, atom: false };
    }
    if (c === 'A' || c === 'z') {
      if (c === 'A') this.anchored = true;
      return { text: `\\${c}`, empty: true, atom: false };
    }
    if (/[A-Za-z0-9]/.test(c)) return refused(`\\${c}`);
    return one(this.literal(c));
  }

  private set(): string {
    let text = '[';
    if (this.peek() === '^') {
      text += '^';
      this.at += 1;
    }
    if (this.peek() === ']') return refused('] at the beginning of a set');
    for (;;) {
      const c = this.peek() ?? fail('INVALID_FUNCTION_ARGUMENT', 'premature end of char-class', null);
      this.at += 1;
      if (c === ']') return `${text}]`;
      if (c === '[' || (c === '&' && this.peek() === '&')) return refused('A set within a set');
      const low = this.member(c);
      if (low.length > 1 && !low.startsWith('\\')) {
        if (this.peek() === '-' && this.peek(1) !== ']') return refused('A range with a class');
        text += low;
      } else if (this.peek() === '-' && this.peek(1) !== ']' && this.peek(1) !== undefined) {
        this.at += 1;
        const end = this.peek()!;
        this.at += 1;
        if (end === '[') return refused('A set within a set');
        const high = this.member(end);
        if (high.length > 1 && !high.startsWith('\\')) return refused('A range with a class');
        if (high.replace(/^\\/, '') < low.replace(/^\\/, '')) return fail('INVALID_FUNCTION_ARGUMENT', 'empty range in char class', null);
        text += `${low}-${high}`;
      } else text += low;
    }
  }

  /** A member of a set: a character, escaped where RE2 needs it, or the ranges of a class. */
  private member(c: string): string {
    if (this.ignoreCase && c > '\u007f') return refused('A letter beyond ASCII under (?i)');
    if (c !== '\\') return /[\\^\-[\]]/.test(c) ? `\\${c}` : c;
    const escaped = this.peek() ?? fail('INVALID_FUNCTION_ARGUMENT', 'end pattern at escape', null);
    this.at += 1;
    if (escaped in SETS) return SETS[escaped]!;
    if (escaped in CONTROLS) return CONTROLS[escaped]!;
    if (/[A-Za-z0-9]/.test(escaped)) return refused(`\\${escaped} in a set`);
    return `\\${escaped}`;
  }

  private group(dotAll: boolean): Part {
    let capture: number | null = null;
    let open = '(?:';
    if (this.peek() === '?') {
      const head = this.chars.slice(this.at, this.at + 64).join('');
      const named = /^\?<([A-Za-z][A-Za-z0-9]*)>/.exec(head);
      if (named) {
        capture = this.groups.push({ name: named[1]!, optional: false, empty: false }) - 1;
        open = '(';
        this.at += named[0].length;
      } else if (head.startsWith('?:')) this.at += 2;
      else return refused(`(${head.slice(0, 2)}`);
    } else {
      capture = this.groups.push({ name: null, optional: false, empty: false }) - 1;
      open = '(';
    }
    const body = this.alternatives(dotAll);
    if (this.peek() !== ')') return fail('INVALID_FUNCTION_ARGUMENT', 'end pattern with unmatched parenthesis', null);
    this.at += 1;
    if (capture !== null && body.empty) this.groups[capture]!.empty = true;
    return { text: `${open}${body.text})`, empty: body.empty, atom: true };
  }

  private quantified(atom: Part, groupsBefore: number): Part {
    const c = this.peek();
    const count = c === '{' ? /^\{(\d{1,5})(,?)(\d{0,5})\}/.exec(this.chars.slice(this.at, this.at + 14).join('')) : null;
    if (c !== '*' && c !== '+' && c !== '?' && count === null) return atom;
    if (!atom.atom) return refused(`${c} after an anchor`);
    if (atom.empty) return refused('A repeated group that may match nothing');
    let text: string = c!;
    let none = c !== '+';
    this.at += 1;
    if (count) {
      const [low, high] = [Number(count[1]), count[3] === '' ? null : Number(count[3])];
      if (high !== null && high < low) return fail('INVALID_FUNCTION_ARGUMENT', 'upper is smaller than lower in repeat range', null);
      if (low > 1000 || (high ?? 0) > 1000) return refused('A repetition of more than 1000');
      text = count[0];
      none = low === 0;
      this.at += text.length - 1;
    }
    const next = this.peek();
    if (next === '+' || (next === '?' && count) || next === '*' || next === '{') return refused(`${text}${next}`);
    if (next === '?') {
      this.at += 1;
      text += '?';
    }
    if (none) for (const group of this.groups.slice(groupsBefore)) group.optional = true;
    return { text: `${atom.text}${text}`, empty: none, atom: false };
  }
}

/** Groups of alternatives take part in a match only where their alternative does. */
function markAlternatives(text: string, groups: readonly { optional: boolean }[]): void {
  const open: { start: number; alternatives: boolean; groups: number[] }[] = [{ start: 0, alternatives: false, groups: [] }];
  let index = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '[') while (text[++i] !== ']') if (text[i] === '\\') i += 1;
    if (c === '(') {
      const captures = text[i + 1] !== '?';
      const own = captures ? [index++] : [];
      for (const level of open) level.groups.push(...own);
      open.push({ start: i, alternatives: false, groups: [] });
    } else if (c === ')') close(open.pop()!, groups);
    else if (c === '|') open.at(-1)!.alternatives = true;
  }
  close(open[0]!, groups);
}
function close(level: { readonly alternatives: boolean; readonly groups: readonly number[] }, groups: readonly { optional: boolean }[]): void {
  if (level.alternatives) for (const group of level.groups) groups[group]!.optional = true;
}

export function readPattern(text: string): RegexpPattern {
  const reader = new PatternReader(text);
  const part = reader.read();
  markAlternatives(part.text, reader.groups);
  if (reader.groups.some((group) => group.name !== null) && reader.groups.some((group) => group.name === null)) return refused('Groups with names beside groups without');
  return {
    text: `${reader.ignoreCase ? '(?i)' : ''}${part.text}`,
    groups: reader.groups,
    empty: part.empty,
    anchored: reader.anchored,
    unless: [...reader.unless].map(([pattern, what]) => ({ pattern, what })),
  };
}
