import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSettings, unknownVariables } from '@/lib/kernel/settings/read-settings';

const folder = mkdtempSync(join(tmpdir(), 'lakehouse-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mistakes = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment, folder);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};

it('needs nothing', () => {
  expect(readSettings({}, folder)).toMatchObject({ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', home: join(folder, '.lakehouse'), warehouse: { path: join(folder, '.lakehouse', 'warehouse'), named: false }, demo: true, databaseUrl: null });
});

it('takes an empty variable for one that is not set', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '', LAKEHOUSE_DEMO: '' }, folder)).toMatchObject({ port: 3000, databaseUrl: null, demo: true });
});

it('tells every mistake at once by the name of its variable', () => {
  expect(mistakes({ PORT: '70000', LAKEHOUSE_DEMO: 'yes', LOG_LEVEL: 'loud', LAKEHOUSE_QUERY_MEMORY: '1KB', DATABASE_URL: 'mysql://root:hunter2@db/x', AUTH_SECRET: 'short', PUBLIC_URL: 'https://a.example/path' }).toSorted()).toEqual([
    'PORT must be a whole number from 1 to 65535, not "70000".',
    'PUBLIC_URL must be an address such as https://lakehouse.example.org, without a path, not "https://a.example/path".',
    'LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud".',
    'LAKEHOUSE_DEMO must be on or off, not "yes".',
    'DATABASE_URL must be an address such as postgresql://user:password@host:5432/database.',
    'AUTH_SECRET must be at least 32 characters long.',
    'LAKEHOUSE_QUERY_MEMORY must be at least 64MB, not "1KB".',
  ].toSorted());
});

it('wants to know the public address of a console that others reach', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.4', 'lakehouse.local']) expect(mistakes({ HOST: host })).toEqual([expect.stringMatching(/^PUBLIC_URL must be set when HOST/)]);
  for (const host of ['127.0.0.1', 'localhost', '::1', '127.1.2.3']) expect(mistakes({ HOST: host })).toEqual([]);
  expect(readSettings({ HOST: '0.0.0.0', PUBLIC_URL: 'https://lake.example.org/' }, folder).publicUrl).toBe('https://lake.example.org');
});

it('finds a warehouse by path and by URI', () => {
  for (const [text, path] of [['/data/lake', '/data/lake'], ['file:///data/lake', '/data/lake'], ['file:/data/a%20b', '/data/a b'], ['lake', join(folder, 'lake')], ['file:lake', join(folder, 'lake')]] as const) {
    expect(readSettings({ LAKEHOUSE_WAREHOUSE: text }, folder).warehouse).toEqual({ path, named: true });
  }
  expect(mistakes({ LAKEHOUSE_WAREHOUSE: 's3://bucket/lake' })).toEqual([expect.stringContaining('LAKEHOUSE_WAREHOUSE must be a path or a file: address')]);
});

it('reads secrets from files, and shows only that they are set', () => {
  const file = join(folder, 'password');
  writeFileSync(file, 'correct horse battery\n');
  const settings = readSettings({ LAKEHOUSE_ADMIN_PASSWORD_FILE: file }, folder);
  expect(settings.adminPassword).toBe('correct horse battery');
  expect(settings.items.find(({ name }) => name === 'LAKEHOUSE_ADMIN_PASSWORD')).toMatchObject({ value: 'set', source: 'environment', default: null });
  expect(JSON.stringify(settings.items)).not.toContain('horse');
  expect(mistakes({ LAKEHOUSE_ADMIN_PASSWORD_FILE: file, LAKEHOUSE_ADMIN_PASSWORD: 'another long one' })).toEqual(['LAKEHOUSE_ADMIN_PASSWORD and LAKEHOUSE_ADMIN_PASSWORD_FILE are both set. Set one of them.']);
  expect(mistakes({ AUTH_SECRET_FILE: join(folder, 'nothing') })).toEqual(['AUTH_SECRET_FILE names a file that cannot be read.']);
});

it('knows what looks like a setting of ours and is none', () => {
  expect(unknownVariables({ LAKEHOUSE_HOME: 'x', LAKEHOUSE_DMEO: 'off', LAKEHOUSE_ADMIN_PASSWORD_FILE: 'x', PATH: '/bin' })).toEqual(['LAKEHOUSE_DMEO']);
});
