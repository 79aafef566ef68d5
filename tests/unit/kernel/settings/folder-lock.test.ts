import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockFolder } from '@/lib/kernel/settings/folder-lock';
import { isAlive, ownIdentity } from '@/lib/kernel/settings/process-identity';

const folder = mkdtempSync(join(tmpdir(), 'lakehouse-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function deadProcess(): Promise<{ pid: number; started: string }> {
  const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return { pid: child.pid ?? 0, started: 'long ago' };
}

it('is held by one process, which others are told of, until it is given back', () => {
  const file = join(folder, 'held');
  const release = lockFolder(file, '/home/of/it');
  expect(() => lockFolder(file, '/home/of/it')).toThrow(`The folder /home/of/it is in use by process ${process.pid}. Stop that one first, or set LAKEHOUSE_HOME to another folder.`);
  release();
  expect(existsSync(file)).toBe(false);
  lockFolder(file, folder)();
});

it('is taken from the dead, also when another process now has the number', async () => {
  for (const holder of [JSON.stringify(await deadProcess()), JSON.stringify({ pid: process.pid, started: 'before this one' }), 'half writ']) {
    const file = join(folder, 'dead');
    writeFileSync(file, holder);
    const release = lockFolder(file, folder);
    expect(() => lockFolder(file, folder)).toThrow('is in use');
    release();
  }
});

it('knows a process by its start, not by its number alone', () => {
  const own = ownIdentity();
  expect(isAlive(own)).toBe(true);
  expect(isAlive({ ...own, started: 'another boot 1' })).toBe(false);
});

it('is never given back by who does not hold it', () => {
  const file = join(folder, 'stolen');
  const release = lockFolder(file, folder);
  writeFileSync(file, JSON.stringify({ pid: 1, started: 'somebody' }));
  release();
  expect(existsSync(file)).toBe(true);
});
