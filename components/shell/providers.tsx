'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Toasts } from '@/components/ui/toast';
import { makeQueryClient } from './query-client';

/**
 * Server state and toasts of one window. Base UI writes no style elements: the content security policy would refuse
 * them, and globals.css has what they would say.
 */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(() => makeQueryClient((href) => globalThis.location.assign(href)));
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider><Toasts>{children}</Toasts></Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
