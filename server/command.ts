// The command line of the folder's owner. It works through the running console, or by itself while that is stopped.
import { isAppError } from '@/lib/model/errors';
import { readSettings } from '@/lib/kernel/settings/read-settings';
import { backupCommand, restoreCommand } from './parts/backup-commands';
import { CommandLineError } from './parts/command-line';
import { tokenCommand } from './parts/token-command';
import { userCommand } from './parts/user-command';

const COMMANDS = { token: tokenCommand, user: userCommand, backup: backupCommand, restore: restoreCommand } as const;

/** Runs one command; `folder` is where relative file names count from. Returns the exit code. */
export async function runCommand(args: readonly string[], folder: string): Promise<number> {
  const [name, ...rest] = args;
  try {
    const command = COMMANDS[name as keyof typeof COMMANDS];
    if (command === undefined) throw new CommandLineError(`There is no command ${name ?? ''}. There are: ${Object.keys(COMMANDS).join(', ')}.`);
    await command(rest, readSettings(process.env), folder);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandLineError) && !isAppError(error)) throw error;
    console.error(error.message);
    return 1;
  }
}
