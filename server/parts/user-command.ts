import { text } from 'node:stream/consumers';
import { createUser, disableUser, listUsers, resetPassword } from '@/lib/features/people';
import type { Settings } from '@/lib/kernel/settings/settings';
import { CommandLineError, readArguments } from './command-line';
import { call } from './console-link';

const USAGE = [
  'Usage: npm run -s user -- create NAME --role ROLE [--on lake] [--password-stdin]',
  '       npm run -s user -- password NAME [--password-stdin]',
  '       npm run -s user -- disable NAME',
  '       npm run -s user -- list',
  'Without --password-stdin a link is printed with which the person sets a password, once, within 24 hours.',
].join('\n');

export async function userCommand(args: readonly string[], settings: Settings): Promise<void> {
  const { words, options } = readArguments(args, ['role', 'on'], ['password-stdin'], USAGE);
  const [verb, name, ...rest] = words;
  if (rest.length > 0 || (verb === 'list') !== (name === undefined)) throw new CommandLineError(USAGE);
  const password = options.has('password-stdin') ? { password: (await text(process.stdin)).replace(/\r?\n$/, '') } : {};
  if (verb === 'list') {
    const { items } = await call(settings, listUsers, {});
    for (const user of items) console.log([user.name, user.disabledAt !== null ? 'disabled' : user.hasPassword ? 'active' : 'no password yet', user.createdAt].join('\t'));
  } else if (verb === 'create' && name !== undefined) {
    const role = options.get('role');
    if (role === undefined) throw new CommandLineError(`--role is missing: viewer, analyst, engineer, steward, operator, auditor or admin.\n${USAGE}`);
    const { link } = await call(settings, createUser, { name, role, on: securable(options.get('on'), role), ...password });
    console.log(link ?? `${name} can sign in.`);
  } else if (verb === 'password' && name !== undefined) {
    const { link } = await call(settings, resetPassword, { name, ...password });
    console.log(link ?? `The password of ${name} is set.`);
  } else if (verb === 'disable' && name !== undefined) {
    await call(settings, disableUser, { name });
    console.log(`${name} is disabled.`);
  } else throw new CommandLineError(USAGE);
}

/** A bare name is a catalog; an admin, an operator and an auditor are so for the whole system. */
function securable(on: string | undefined, role: string): string {
  if (on === undefined) return ['admin', 'operator', 'auditor'].includes(role) ? 'system' : 'catalog/lake';
  return on.includes('/') || ['system', 'engine', 'admin', 'hdfs'].includes(on) ? on : `catalog/${encodeURIComponent(on)}`;
}
