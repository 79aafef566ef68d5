import { House, ListChecks, Settings, SquareTerminal, Table2, type LucideIcon } from 'lucide-react';
import { routes } from '@/lib/model/routes';

export interface Area {
  readonly name: string;
  readonly href: string;
  readonly icon: LucideIcon;
  /** the second key of the chord that leads there: `g t` */
  readonly key: string;
}

export const AREAS: readonly Area[] = [
  { name: 'Home', href: routes.home(), icon: House, key: 'h' },
  { name: 'Tables', href: routes.tables(), icon: Table2, key: 't' },
  { name: 'SQL', href: routes.sql(), icon: SquareTerminal, key: 'q' },
  { name: 'Jobs', href: routes.jobs(), icon: ListChecks, key: 'j' },
];
export const SETTINGS_AREA: Area = { name: 'Settings', href: routes.settings(), icon: Settings, key: 's' };

/** Whether a path lies in an area. */
export const inArea = (area: Area, pathname: string): boolean => (area.href === '/' ? pathname === '/' : pathname === area.href || pathname.startsWith(`${area.href}/`));
