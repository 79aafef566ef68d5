'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/transport/api/client';
import { hasEnded } from './job-words';

const LOOK_MS = 700;

/** A job, looked at again until it has ended. */
export const useJob = (id: string | null) =>
  useQuery({ ...api.jobs.get.queryOptions({ input: { id: id ?? '' } }), enabled: id !== null, refetchInterval: (query) => (query.state.data !== undefined && hasEnded(query.state.data) ? false : LOOK_MS) });
