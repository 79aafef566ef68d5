'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/transport/api/client';

/** Who is signed in and what they may do that depends on no object. */
export function useMe() {
  return useQuery(api.people.me.queryOptions({ staleTime: 60_000 }));
}
