import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerBench } from './answer-bench';
import { judge } from './compare';
import { recordedAnswers } from './recorded';

/**
 * Every recorded answer of real Trino is equal on ours, or refused by name with line and column; never wrong.
 * One topic: `TOPIC='string functions' npx vitest run tests/format/trino`; SHOW=refused lists the refusals with their reasons,
 * SHOW=sql=<part of a statement> prints what the statements that hold it become and answer.
 */
const { TOPIC, SHOW } = process.env;
const answers = recordedAnswers().filter(({ topic, sql }) => (TOPIC === undefined || topic === TOPIC) && (!SHOW?.startsWith('sql=') || sql.includes(SHOW.slice(4))));
const counts = { equal: 0, refused: 0, wrong: 0 };

describe('answers of Trino 426', () => {
  let bench: AnswerBench;
  beforeAll(async () => { bench = await AnswerBench.open(); });
  afterAll(async () => {
    await bench.close();
    process.stdout.write(`note: ${counts.equal} equal, ${counts.refused} refused, ${counts.wrong} wrong (recorded answers of Trino 426)\n`);
  });

  for (const topic of new Set(answers.map((answer) => answer.topic))) {
    it(topic, async () => {
      const wrong: string[] = [];
      for (const answer of answers.filter((each) => each.topic === topic)) {
        const ours = await bench.answer(answer.sql);
        const verdict = judge(answer, ours);
        counts[verdict.verdict] += 1;
        if (verdict.verdict === 'wrong') wrong.push(`${answer.sql}\n  trino: ${answer.error ? `${answer.error.name} ${answer.error.message}` : `${JSON.stringify(answer.columns)} ${String(JSON.stringify(answer.rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).slice(0, 300)}`}\n  ${verdict.why}`);
        if (SHOW === 'refused' && verdict.verdict === 'refused') process.stdout.write(`refused: ${answer.sql}\n  ${ours.kind === 'error' ? ours.message : ''}\n`);
        if (SHOW?.startsWith('sql=')) process.stdout.write(`${answer.sql}\n${JSON.stringify(ours, null, 1)}\n`);
      }
      if (wrong.length > 0) expect.fail(`${wrong.length} wrong\n${wrong.join('\n')}`);
    }, 300_000);
  }
});
