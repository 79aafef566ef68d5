import type { z } from 'zod';
import { invalidInput } from '@/lib/model/errors';

/** The parsed value. Throws INVALID_INPUT that names every field that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.') || 'input'] ??= issue.message;
  const [[field, message] = ['input', 'not valid']] = Object.entries(fields);
  throw invalidInput(`${field}: ${message}`, fields);
}
