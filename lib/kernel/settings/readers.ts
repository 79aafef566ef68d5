import { z } from 'zod';

/** Readers of one variable's text. Each message completes "NAME must be …". */
const mistake = (message: string) => ({ error: message });

export const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d{1,15}$/, mistake(`a whole number from ${min} to ${max}`)).transform(Number)
    .refine((value) => value >= min && value <= max, mistake(`a whole number from ${min} to ${max}`));

export const onOff = z.enum(['on', 'off'], mistake('on or off')).transform((value) => value === 'on');

const UNITS: Readonly<Record<string, number>> = { '': 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };
/** `2GB`, `512MB`, or bytes; powers of 1024. */
export const bytes = (min: number) =>
  z.string().regex(/^\d{1,9}(\.\d{1,3})?\s*(KB|MB|GB|TB)?$|^\d{1,15}$/i, mistake('an amount such as 512MB or 2GB')).transform((text) => {
    const [, amount = '0', unit = ''] = /^([\d.]+)\s*([A-Z]*)$/i.exec(text) ?? [];
    return Math.round(Number(amount) * (UNITS[unit.toUpperCase()] ?? 1));
  }).refine((value) => value >= min, mistake(`at least ${formatBytes(min)}`));

export function formatBytes(value: number): string {
  for (const unit of ['TB', 'GB', 'MB', 'KB']) if (value >= (UNITS[unit] ?? 1) && value % (UNITS[unit] ?? 1) === 0) return `${value / (UNITS[unit] ?? 1)}${unit}`;
  return String(value);
}

export const text = z.string();
export const host = z.string().regex(/^[A-Za-z0-9.:[\]-]+$/, mistake('a host name or an address'));
export const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, mistake(`one of ${values.join(', ')}`));

/** An origin, without a path; kept without the slash at its end. */
export const origin = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    context.addIssue({ code: 'custom', message: 'an address such as https://lakehouse.example.org, without a path' });
    return z.NEVER;
  }
  return url.origin;
});

export const postgresUrl = z.string().refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), mistake('an address such as postgresql://user:password@host:5432/database'));
export const secret = z.string().min(32, mistake('at least 32 characters long'));
export const password = z.string().min(12, mistake('at least 12 characters long')).max(200, mistake('at most 200 characters long'));
export const addresses = z.string().transform((value) => value.split(',').map((part) => part.trim()).filter((part) => part !== ''));
export const folderOrUri = z.string().refine((value) => !/^[a-z][a-z0-9+.-]*:/i.test(value) || value.startsWith('file:'), mistake('a path or a file: address'));
