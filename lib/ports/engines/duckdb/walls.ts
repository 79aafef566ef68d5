import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { RunAs } from './protocol';

/** One of the system's own limits around a child that runs a person's SQL, and whether it stands on this machine. */
export interface Wall {
  readonly name: 'unprivileged user' | 'no network' | 'process limits';
  readonly holds: boolean;
  /** one sentence for the start and the settings page */
  readonly why: string;
}

export interface Walls {
  readonly list: readonly Wall[];
  /** program and arguments to put before node's own, outermost first; empty where the system offers none */
  readonly wrapper: readonly string[];
}

const succeeds = (command: string, args: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => execFile(command, [...args], { timeout: 5000 }, (error) => resolve(error === null)));

/** Programs are looked up in the system's own folders only: PATH may be anybody's. */
function systemProgram(name: string): string | null {
  for (const folder of ['/usr/bin', '/bin', '/usr/sbin', '/sbin']) {
    const file = join(/* turbopackIgnore: true */ folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return null;
}

async function networkWrapper(): Promise<readonly string[]> {
  const unshare = systemProgram('unshare');
  if (unshare === null) return [];
  for (const args of [['--net'], ['--user', '--map-current-user', '--net']]) {
    if (await succeeds(unshare, [...args, '--', process.execPath, '--version'])) return [unshare, ...args, '--'];
  }
  return [];
}

async function limitsWrapper(dataBytes: number): Promise<readonly string[]> {
  const prlimit = systemProgram('prlimit');
  if (prlimit === null) return [];
  const args = ['--core=0', `--data=${dataBytes}`, '--nofile=65536:65536'];
  if (await succeeds(prlimit, [...args, '--', process.execPath, '--version'])) return [prlimit, ...args, '--'];
  const softer = args.slice(0, 2);
  return (await succeeds(prlimit, [...softer, '--', process.execPath, '--version'])) ? [prlimit, ...softer, '--'] : [];
}

/**
 * Asks the system once which walls it can put around a child.
 * @param dataBytes bound of a child's private memory
 */
export async function probeWalls(runAs: RunAs | null, dataBytes: number): Promise<Walls> {
  const [network, limits] = await Promise.all([networkWrapper(), limitsWrapper(dataBytes)]);
  const root = process.getuid?.() === 0;
  const list: Wall[] = [
    runAs !== null
      ? { name: 'unprivileged user', holds: true, why: `Statements run as user ${runAs.uid}, who owns no data file.` }
      : root
        ? { name: 'unprivileged user', holds: false, why: 'The console runs as root and its statements too: a statement that got past the other walls could overwrite data files.' }
        : { name: 'unprivileged user', holds: false, why: 'Statements run as the console\'s own user; data files that it owns are protected by their read-only mode alone.' },
    network.length > 0
      ? { name: 'no network', holds: true, why: 'Statements run in a network namespace of their own that has no interface.' }
      : { name: 'no network', holds: false, why: 'This system lets the console make no network namespace; the engine\'s own settings alone keep statements off the network.' },
    limits.length > 0
      ? { name: 'process limits', holds: true, why: 'The system bounds the memory and the open files of a statement\'s process.' }
      : { name: 'process limits', holds: false, why: 'There is no prlimit here; the console watches the memory of a statement\'s process and kills it.' },
  ];
  return { list, wrapper: [...network, ...limits] };
}
