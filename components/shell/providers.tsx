'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Toasts } from '@/components/ui/toast';
import { makeQueryClient } from './query-client';

/** Server state and toasts of one window. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(() => makeQueryClient((href) => globalThis.location.assign(href)));
  return <QueryClientProvider client={queries}><Toasts>{children}</Toasts></QueryClientProvider>;
}
