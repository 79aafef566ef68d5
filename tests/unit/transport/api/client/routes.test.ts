import { minifyContractRouter } from '@orpc/contract';
import { expect, it } from 'vitest';
import { contract } from '@/lib/transport/api/contract';

/**
 * The browser needs the paths of the API and none of its schemas (zod alone is 47 kB of the 260 that the shell may
 * have), so it reads them from a file. After a change of the contract: `npx vitest run` with this file and `--update` behind it (`-u` in front takes the file as its value and runs everything).
 */
it('gives the browser the paths of the contract as it is now', async () => {
  await expect(`${JSON.stringify(minifyContractRouter(contract), null, 1)}\n`).toMatchFileSnapshot('../../../../../lib/transport/api/client/routes.json');
});
