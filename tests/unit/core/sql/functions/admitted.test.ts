import { expect, it } from 'vitest';
import { SqlFailure } from '@/lib/core/sql/errors';
import { FOREIGN } from '@/lib/core/sql/functions/foreign';
import { allFunctions } from '@/lib/core/sql/functions/registry';
import { translate } from '@/lib/core/sql/translate';
import { recordedAnswers } from '@/tests/format/trino/recorded';

const session = { catalog: 'tpch', schema: 'tiny', user: 'tester', nowMs: 0 };
const answers = recordedAnswers().filter(({ error, tables }) => error === undefined && tables !== true);

/** Whether the statement calls the function and is not refused. That its answer is Trino's is the answers' own test. */
function calls(name: string, sql: string): boolean {
  if (!new RegExp(`\\b${name}\\s*\\(`, 'i').test(sql)) return false;
  try {
    translate(sql, 0, session, []);
    return true;
  } catch (error) {
    if (error instanceof SqlFailure) return false;
    throw error;
  }
}

it.each(allFunctions().map(({ name }) => name))('%s is admitted by a recorded answer of Trino', (name) => {
  expect(answers.some(({ sql }) => calls(name, sql))).toBe(true);
});

it('admits nothing that Trino does not have, and names each function once', () => {
  const names = allFunctions().map(({ name }) => name);
  expect(names.filter((name) => !FOREIGN.scalars.has(name) && !FOREIGN.aggregates.has(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(190);
});
