/** A mistake in what was typed, in one sentence with the usage. */
export class CommandLineError extends Error {}

export interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

/** `--name value`, `--name=value`; names in `flags` take no value. Throws CommandLineError for one that is in neither list. */
export function readArguments(args: readonly string[], options: readonly string[], flags: readonly string[], usage: string): Arguments {
  const words: string[] = [];
  const found = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', ...rest] = word.slice(2).split('=');
    if (flags.includes(name) && rest.length === 0) found.set(name, 'yes');
    else if (options.includes(name)) {
      const value = rest.length > 0 ? rest.join('=') : args[(at += 1)];
      if (value === undefined) throw new CommandLineError(`--${name} needs a value.\n${usage}`);
      found.set(name, value);
    } else throw new CommandLineError(`There is no option --${name}.\n${usage}`);
  }
  return { words, options: found };
}
