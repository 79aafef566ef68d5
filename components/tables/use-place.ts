'use client';
import { useParams } from 'next/navigation';
import { decoded } from './decoded';

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? decoded(value) : null);

/** Where in the lake the page stands. */
export function usePlace() {
  const params = useParams();
  return { catalog: one(params['catalog']), namespace: one(params['namespace']), table: one(params['table']) };
}
