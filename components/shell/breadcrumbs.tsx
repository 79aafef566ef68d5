import { ChevronRight } from 'lucide-react';
import { Link } from '@/components/ui/link';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

/** Where this page lies, above its title. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="flex min-h-4 flex-wrap items-center gap-1.5 text-12 text-ink-3">
      {crumbs.map((crumb, index) => (
        <span key={crumb.href} className="flex items-center gap-1.5">
          {index > 0 && <ChevronRight size={14} strokeWidth={1.6} aria-hidden="true" />}
          <Link href={crumb.href} className="rounded-1 outline-none hover:text-ink focus-visible:shadow-(--ring)">{crumb.text}</Link>
        </span>
      ))}
    </nav>
  );
}
