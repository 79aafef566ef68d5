// What failed, as short texts for the end of a run: the name of each test and the first lines of why.
import { stripVTControlCharacters } from 'node:util';

const LINES = 15;
const MOST = 20;

/** One failed test: its file and name, and under it the first lines of its message. */
function failure(file, name, message) {
  const lines = stripVTControlCharacters(message ?? '').split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules') && !line.includes('<anonymous>')).slice(0, LINES);
  return [`  ${file}: ${name}`, ...lines.map((line) => `      ${line.slice(0, 300)}`)].join('\n');
}
const atMost = (failures) => (failures.length <= MOST ? failures : [...failures.slice(0, MOST), `  and ${failures.length - MOST} more`]);

/** Failures of a report of Vitest's JSON reporter: failed tests, and files that broke before a test of theirs could fail. */
export function failuresOfVitest(report) {
  return atMost(report.testResults.flatMap((suite) => {
    const file = `tests/${suite.name.split('/tests/').at(-1)}`;
    const failed = suite.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0) return failed.map((test) => failure(file, test.fullName, test.failureMessages.join('\n')));
    return suite.status === 'failed' ? [failure(file, 'the file itself', suite.message)] : [];
  }));
}

/** Failures of a report of Playwright's JSON reporter; what passed when it was run again is none. */
export function failuresOfPlaywright(report) {
  const inSuite = (suite) => [...(suite.suites ?? []).flatMap(inSuite), ...(suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => {
    const errors = spec.tests.flatMap((test) => test.results.at(-1)?.errors ?? []);
    return failure(`tests/browser/${spec.file}`, spec.title, errors.map((error) => error.message).join('\n'));
  })];
  return atMost([...report.suites.flatMap(inSuite), ...report.errors.map((error) => failure('tests/browser', 'the run itself', error.message))]);
}
