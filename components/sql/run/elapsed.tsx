'use client';
import { useNow } from '@/components/shell/use-now';
import { clock } from '@/components/shell/words';

/** Time that passed since an instant, counting on. */
export function Elapsed({ since }: { readonly since: string }) {
  const now = useNow(1000);
  return <span>{clock(Math.max(0, now - Date.parse(since)))}</span>;
}
