import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from '@/lib/kernel/parse-input';

const schema = z.object({ name: z.string().min(1).max(5), limit: z.number().int().min(1).max(10), scope: z.enum(['all', 'read']), id: z.string().regex(/^\d+$/, 'must be digits'), more: z.array(z.string()).optional() });
const wrong = (input: unknown): string => {
  try {
    parseInput(schema, input);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was taken');
};
const good = { name: 'x', limit: 1, scope: 'all', id: '1' };

it.each([
  [{}, 'name is missing, limit is missing, scope is missing (and 1 more).'],
  [{ ...good, name: '' }, 'name must not be empty.'],
  [{ ...good, name: 'too long' }, 'name must have at most 5 characters.'],
  [{ ...good, limit: 11 }, 'limit must be at most 10.'],
  [{ ...good, limit: 0 }, 'limit must be at least 1.'],
  [{ ...good, limit: 1.5 }, 'limit must be a whole number.'],
  [{ ...good, limit: '1' }, 'limit must be a number.'],
  [{ ...good, scope: 'some' }, 'scope must be one of all, read.'],
  [{ ...good, id: 'x' }, 'id must be digits.'],
  [{ ...good, more: [1] }, 'more.0 must be a text.'],
  [null, 'the input must be an object.'],
])('says of %j in one sentence what is wrong', (input, sentence) => {
  expect(wrong(input)).toBe(sentence);
});
