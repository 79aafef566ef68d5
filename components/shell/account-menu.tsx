'use client';
import { useRouter } from 'next/navigation';
import { Menu } from '@/components/ui/menu';
import { routes } from '@/lib/model/routes';
import { useMe } from './use-me';

/** Ends the session here and on the server; what does it is loaded when it is asked for. */
async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ callbackUrl: routes.signIn() });
}

/** `ada.lovelace` → `AL`, `admin` → `AD`. */
export function initials(name: string): string {
  const parts = name.split(/[._\-\s@]+/).filter(Boolean);
  return (parts.length > 1 ? `${parts[0]?.charAt(0) ?? ''}${parts[1]?.charAt(0) ?? ''}` : name.slice(0, 2)).toUpperCase();
}

export function AccountMenu() {
  const router = useRouter();
  const me = useMe();
  const name = me.data?.name ?? '';
  return (
    <Menu
      label={name === '' ? 'Account' : `Account of ${name}`}
      trigger={<span className="grid size-6 place-items-center rounded-full bg-ink text-11 font-strong text-sheet">{initials(name)}</span>}
      items={[
        { label: 'Account', onSelect: () => router.push(routes.account()) },
        { label: 'Settings', onSelect: () => router.push(routes.settings()) },
        { label: 'Guide to the API', onSelect: () => globalThis.location.assign(routes.apiDocs()) },
        'separator',
        { label: 'Sign out', onSelect: () => void leave() },
      ]}
    />
  );
}
