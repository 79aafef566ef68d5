import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from '@/lib/transport/api/client/problem';
import { routes } from '@/lib/model/routes';

const RETRIES = 2;

/** Whether asking again may help: never when the server understood and said no. */
export const worthRetrying = (failures: number, error: unknown): boolean => {
  const { status } = problemOf(error);
  return failures < RETRIES && (status === 0 || status >= 500);
};

/** Server state of one browser window. An answer "sign in first" leads to the sign-in page and back. */
export function makeQueryClient(go: (href: string) => void): QueryClient {
  const onError = (error: unknown) => {
    if (problemOf(error).status === 401) go(routes.signIn(`${globalThis.location.pathname}${globalThis.location.search}`));
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: (attempt) => 400 * 2 ** attempt, staleTime: 15_000, gcTime: 5 * 60_000, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
