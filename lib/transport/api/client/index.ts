import { createORPCClient, type Client } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../contract';
import { problemFetch } from './problem';
import routes from './routes.json';

export type ApiClient = ContractRouterClient<Contract>;

/** The API as functions, same origin; errors are problems (see `problemOf`). The paths are the contract's without its schemas: the browser would load zod for nothing. */
export const client: ApiClient = createORPCClient(
  new OpenAPILink(routes as unknown as AnyContractRouter, { url: () => `${globalThis.location.origin}/api/v1`, fetch: (request, init) => problemFetch(request, init) }),
);

/** Query and mutation options for react-query: `useQuery(api.tables.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client);
export type { Client };
