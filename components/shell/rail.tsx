'use client';
import { Link } from '@/components/ui/link';
import { usePathname } from 'next/navigation';
import { AREAS, inArea, SETTINGS_AREA, type Area } from './areas';

/** The areas, at the left edge; a bar at the foot of a small screen. */
export function Rail() {
  const pathname = usePathname();
  return (
    <nav aria-label="Areas" className="flex flex-col gap-0.5 py-1.5 max-sm:row-start-3 max-sm:flex-row max-sm:border-t max-sm:border-rule max-sm:bg-pane max-sm:py-0">
      {AREAS.map((area) => <RailLink key={area.href} area={area} here={inArea(area, pathname)} />)}
      <span className="grow max-sm:hidden" />
      <RailLink area={SETTINGS_AREA} here={inArea(SETTINGS_AREA, pathname)} />
    </nav>
  );
}

function RailLink({ area, here }: { readonly area: Area; readonly here: boolean }) {
  const Icon = area.icon;
  return (
    <Link
      href={area.href} aria-current={here ? 'page' : undefined} title={`${area.name} (g ${area.key})`}
      className={`relative flex flex-col items-center gap-0.5 pt-[7px] pb-[5px] text-11 leading-[14px] outline-none focus-visible:shadow-(--ring) max-sm:flex-1 max-sm:pt-2 ${here ? 'font-strong text-ink before:absolute before:inset-y-1.5 before:left-0 before:w-[3px] before:rounded-r-[2px] before:bg-water max-sm:before:inset-x-3.5 max-sm:before:-top-px max-sm:before:bottom-auto max-sm:before:h-[3px] max-sm:before:w-auto' : 'text-ink-2 hover:text-ink'}`}
    >
      <Icon size={18} strokeWidth={1.6} className={here ? 'text-water' : ''} aria-hidden="true" />
      {area.name}
    </Link>
  );
}
