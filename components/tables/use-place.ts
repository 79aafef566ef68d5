'use client';
import { useParams } from 'next/navigation';
import { TABLE_TABS, type TableTab } from '@/lib/model/routes';

/** A name out of the address; one that cannot be decoded is taken as it stands. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
const one = (value: string | string[] | undefined) => (typeof value === 'string' ? decoded(value) : null);

/** Where in the lake the page stands. */
export function usePlace() {
  const params = useParams();
  const tab = one(params.tab);
  return {
    catalog: one(params.catalog), namespace: one(params.namespace), table: one(params.table),
    tab: TABLE_TABS.find((each) => each === tab) ?? ('overview' satisfies TableTab),
  };
}
