import { createORPCClient, type Client } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../contract';
import { contract } from '../contract';
import { problemFetch } from './problem';

export type ApiClient = ContractRouterClient<Contract>;

/** The API as functions, same origin; errors are problems (see `problemOf`). */
export const client: ApiClient = createORPCClient(
  new OpenAPILink(contract, { url: () => `${globalThis.location.origin}/api/v1`, fetch: (request, init) => problemFetch(request, init) }),
);

/** Query and mutation options for react-query: `useQuery(api.tables.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client);
export type { Client };
