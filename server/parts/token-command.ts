import { createTokenFor } from '@/lib/features/people';
import type { Settings } from '@/lib/kernel/settings/settings';
import { CommandLineError, readArguments } from './command-line';
import { call } from './console-link';

const USAGE = 'Usage: npm run -s token -- create --user NAME --name TEXT [--expires 90d] [--scope all|read]';

/** Prints a new API token and nothing else. */
export async function tokenCommand(args: readonly string[], settings: Settings): Promise<void> {
  const { words, options } = readArguments(args, ['user', 'name', 'expires', 'scope'], [], USAGE);
  const [verb, ...rest] = words;
  const user = options.get('user');
  const name = options.get('name');
  if (verb !== 'create' || rest.length > 0 || user === undefined || name === undefined) throw new CommandLineError(USAGE);
  const scope = options.get('scope') ?? 'all';
  if (scope !== 'all' && scope !== 'read') throw new CommandLineError(`--scope is all or read.\n${USAGE}`);
  const { token } = await call(settings, createTokenFor, { user, name, scope, expiresInDays: days(options.get('expires') ?? '90d') });
  console.log(token);
}

function days(text: string): number {
  const [, amount, unit] = /^(\d{1,4})([dwy])$/.exec(text) ?? [];
  const count = Number(amount) * ({ d: 1, w: 7, y: 365 }[unit ?? ''] ?? Number.NaN);
  if (!(count >= 1 && count <= 366)) throw new CommandLineError(`--expires is a time such as 90d, 12w or 1y, at most 366 days.\n${USAGE}`);
  return count;
}
