import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole, type TestConsole } from '../../support/console';
import { findPython } from '../../support/python';

const python = findPython('requirements-api');
const missing = 'missing' in python ? python.missing : null;

describe.skipIf(missing !== null)(`schemathesis over the document of the API${missing === null ? '' : ` (${missing})`}`, { timeout: 900_000 }, () => {
  let running: TestConsole;
  let token: string;
  beforeAll(async () => {
    running = await startConsole({ env: { LAKEHOUSE_DEMO: 'off' } });
    token = await running.token();
  });
  afterAll(() => running.stop());

  it('finds no answer that the document does not allow, and no failure of the console', async () => {
    // not allow_header_conformance: `/queries/check` is a path of its own and an id of `/queries/{id}`, so OPTIONS rightly names both
    const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_schema_conformance', 'negative_data_rejection', 'unsupported_method', 'ignored_auth'];
    const said = await new Promise<{ code: number; text: string }>((resolve) => {
      // its own start script names the folder in which the environment was made, before it was moved to its place
      execFile('path' in python ? python.path : '', [
        '-c', 'import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())', 'run', `${running.url}/api/v1/openapi.json`, '--header', `Authorization: Bearer ${token}`, '--checks', checks.join(','), '--phases', 'coverage,fuzzing', '--max-examples', '12', '--seed', '20', '--workers', '1', '--no-color',
      ], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr }));
    });
    console.log(`note: schemathesis: ${/^\s*\d+ generated.*$/m.exec(said.text)?.[0]?.trim() ?? 'ran'}`);
    expect(said.code === 0 ? '' : said.text.slice(-12_000)).toBe('');
    expect(await (await fetch(`${running.url}/api/health/ready`)).json()).toEqual({ ready: true, notReady: [] });
    expect(running.output()).not.toContain('A request failed for a reason of the console');
  });
});
