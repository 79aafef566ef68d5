'use client';
import { usePathname } from 'next/navigation';
import { TABLE_TABS, type TableTab } from '@/lib/model/routes';

/** The tab that the address names. It changes without another page: what the page was fetched for is where it began. */
export function useTableTab(): TableTab {
  const named = usePathname().split('/').at(5);
  return TABLE_TABS.find((tab) => tab === named) ?? 'overview';
}
