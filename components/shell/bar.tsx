'use client';
import { CircleHelp, Search } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { routes } from '@/lib/model/routes';
import { AccountMenu } from './account-menu';
import { CatalogName } from './catalog-name';
import { Logo } from './logo';
import { RunningQueries } from './running-queries';
import { openKeys, openPalette } from './shell-events';
import { ThemeToggle } from './theme-toggle';

/** The top line: where one is, what one may look for, what runs, who one is. */
export function Bar() {
  return (
    <header className="col-span-full flex items-center gap-3 pr-3">
      <Link href={routes.home()} aria-label="Home" className="grid w-[60px] shrink-0 place-items-center self-stretch outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--water)] max-sm:w-12"><Logo /></Link>
      <div className="flex w-[252px] items-center gap-1.5 max-[900px]:hidden"><CatalogName /></div>
      <button type="button" onClick={openPalette} className="flex h-7 w-[440px] min-w-0 items-center gap-2 rounded-2 border border-rule bg-sheet pr-1.5 pl-2.5 text-ink-3 outline-none hover:text-ink-2 focus-visible:shadow-(--ring) max-sm:h-8 max-sm:w-auto max-sm:grow">
        <Search size={14} strokeWidth={1.6} className="shrink-0" aria-hidden="true" />
        <span className="min-w-0 grow truncate text-left">Find a table, column or action</span>
        <span className="max-sm:hidden"><Kbd>Ctrl K</Kbd></span>
      </button>
      <span className="grow" />
      <RunningQueries />
      <ThemeToggle />
      <span className="max-sm:hidden"><IconButton label="Keys" shortcut="?" icon={<CircleHelp size={16} strokeWidth={1.6} />} onClick={openKeys} /></span>
      <AccountMenu />
    </header>
  );
}
