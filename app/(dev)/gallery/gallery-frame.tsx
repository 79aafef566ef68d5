import { Link } from '@/components/ui/link';
import { Logo } from '@/components/shell/logo';
import { Providers } from '@/components/shell/providers';
import { ThemeToggle } from '@/components/shell/theme-toggle';
import { SECTIONS } from './sections';

/** Every primitive in every state, or those of one section, which has an address of its own. */
export function GalleryFrame({ names }: { readonly names: readonly string[] }) {
  const all = names.length > 1;
  return (
    <Providers>
      <main className="min-h-dvh bg-sheet px-8 py-6 max-sm:px-4">
        <header className="flex items-center gap-3">
          <Logo size={28} />
          <h1 className="text-20 font-strong tracking-[-0.012em]">{all ? 'Gallery' : <Link href="/gallery" className="text-water-ink">Gallery</Link>}</h1>
          <span className="text-ink-3">every primitive in every state</span>
          <span className="grow" />
          <ThemeToggle />
        </header>
        <div className={`mt-5 grid items-start gap-x-9 gap-y-7 ${all ? 'grid-cols-3 max-[1100px]:grid-cols-1' : ''}`}>
          {names.map((name) => {
            const section = SECTIONS[name];
            return section && (
              <section key={name} id={name} aria-labelledby={`${name}-title`} className={`min-w-0 ${all && section.wide ? 'col-span-full' : ''}`}>
                <h2 id={`${name}-title`} className="mb-3 border-b border-rule pb-1.5 font-strong"><Link href={`/gallery/${name}`}>{section.title}</Link></h2>
                <section.Shows />
              </section>
            );
          })}
        </div>
      </main>
    </Providers>
  );
}
