'use client';
import { FolderOpen, History, KeyRound, SquareTerminal, Table2, type LucideIcon } from 'lucide-react';
import { Link } from '@/components/ui/link';
import { useMe } from '@/components/shell/use-me';
import { Section } from '@/components/shell/section';
import { firstSteps, type FirstStep } from './first-steps-of';
import type { HomeData } from './home-data';

const ICONS: Readonly<Record<FirstStep['kind'], LucideIcon>> = { look: Table2, ask: SquareTerminal, travel: History, place: FolderOpen, token: KeyRound };

/** Three things to do for whoever has not run a query yet; they are gone after the first one. */
export function FirstSteps({ data }: { readonly data: HomeData }) {
  const me = useMe();
  if (!data.firstVisit || !me.data) return null;
  const steps = firstSteps(data.freshness, me.data.can['runQueries'] === true);
  return (
    <Section title="To begin with">
      <ol className="grid grid-cols-3 border-y border-rule max-[1100px]:grid-cols-1">
        {steps.map((step, index) => {
          const Icon = ICONS[step.kind];
          return (
            <li key={step.kind} className={`min-w-0 ${index === 0 ? '' : 'border-hair min-[1101px]:border-l max-[1100px]:border-t'}`}>
              <Link href={step.href} className={`flex h-full gap-3 py-3 pr-4 outline-none hover:bg-hover focus-visible:shadow-[inset_0_0_0_2px_var(--water)] ${index === 0 ? '' : 'min-[1101px]:pl-4'}`}>
                <Icon size={18} strokeWidth={1.6} className="mt-px shrink-0 text-water-ink" aria-hidden="true" />
                <span className="min-w-0">
                  <span className="block font-strong">{step.title}</span>
                  <span className="block text-12 text-ink-2">{step.why}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
