import { z } from 'zod';
import { invalidInput, type AppError } from '@/lib/model/errors';
import { issueWords } from '@/lib/model/issue-words';

z.config({ customError: issueWords });

const SHOWN_MAX = 3;

/** INVALID_INPUT from what is wrong with each field: one sentence names the first of them, `fields` has all. */
export function invalidFields(wrong: readonly (readonly [field: string, message: string])[]): AppError {
  const fields = new Map<string, string>();
  for (const [field, message] of wrong) if (!fields.has(field)) fields.set(field, message);
  const parts = [...fields].map(([field, message]) => `${field} ${message}`);
  const more = parts.length > SHOWN_MAX ? ` (and ${parts.length - SHOWN_MAX} more)` : '';
  return invalidInput(`${parts.slice(0, SHOWN_MAX).join(', ')}${more}.`, Object.fromEntries(fields));
}

/** The parsed value. Throws INVALID_INPUT that names every field that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw invalidFields(result.error.issues.map((issue) => [issue.path.join('.') || 'the input', issue.message] as const));
}
