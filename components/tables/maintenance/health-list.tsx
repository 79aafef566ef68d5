import { Button } from '@/components/ui/button';
import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import type { MaintenanceKind } from '@/lib/model/requests/maintenance';
import type { z } from 'zod';
import type { healthCheck } from '@/lib/transport/api/contract/maintenance';

type Check = z.infer<typeof healthCheck>;
const RANK = { bad: 0, warn: 1, good: 2 } as const;

/** What makes the table slow or large, the worst first, each with what was counted and the remedy. */
export function HealthList({ checks, mayMaintain, onRemedy }: { readonly checks: readonly Check[]; readonly mayMaintain: boolean; readonly onRemedy: (kind: MaintenanceKind) => void }) {
  const wrong = checks.filter(({ state }) => state !== 'good').length;
  return (
    <Section title="Health" note={wrong === 0 ? 'nothing to do' : `${wrong} of ${checks.length} want attention`}>
      <ul className="border-t border-rule">
        {checks.toSorted((a, b) => RANK[a.state] - RANK[b.state]).map((check) => (
          <li key={check.id} className="flex items-start gap-2.5 border-b border-hair py-2">
            <span className="mt-[5px]"><Mark state={check.state} /></span>
            <div className="min-w-0 grow">
              <p className={check.state === 'good' ? '' : 'font-strong'}>{check.title}</p>
              <p className="text-12 text-ink-2">{check.detail}.</p>
              {check.state !== 'good' && <p className="text-12 text-ink-3">{check.why}.</p>}
            </div>
            {check.remedy !== null && mayMaintain && <Remedy remedy={check.remedy} onRemedy={onRemedy} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const Remedy = ({ remedy, onRemedy }: { readonly remedy: NonNullable<Check['remedy']>; readonly onRemedy: (kind: MaintenanceKind) => void }) => <Button size="tiny" onClick={() => onRemedy(remedy.kind)}>{remedy.label}</Button>;
