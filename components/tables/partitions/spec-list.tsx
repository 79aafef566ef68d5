import { Chip } from '@/components/ui/chip';
import { Section } from '@/components/shell/section';
import { bytes, count, counted } from '@/components/shell/words';
import type { z } from 'zod';
import type { specShare } from '@/lib/transport/api/contract/table-files';

type Spec = z.infer<typeof specShare>;
const BAR = 120;

const fieldText = ({ source, transform }: Spec['fields'][number]): string => (transform === 'identity' ? source : `${transform}(${source})`);

/** Every partition spec with what changed in it and how much still lies in files of it; newest first. */
export function SpecList({ specs, onOpen }: { readonly specs: readonly Spec[]; readonly onOpen: (specId: number) => void }) {
  const all = specs.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <Section title="Partition specs" note={specs.length > 1 ? 'files keep the spec they were written with' : undefined}>
      <ul className="border-t border-rule">
        {specs.toReversed().map((spec) => (
          <li key={spec.specId} className="flex flex-col gap-0.5 border-b border-hair py-1.5">
            <p className="flex flex-wrap items-center gap-2"><span className="text-ink-3">{spec.specId}</span><span className="font-mono text-12">{spec.fields.length === 0 ? 'not partitioned' : spec.fields.map(fieldText).join(', ')}</span>{spec.current && <Chip>current</Chip>}</p>
            {spec.changes.length > 0 && <p className="text-12 text-ink-2">{spec.changes.join(', ')}</p>}
            <div className="flex items-center gap-2 text-12 text-ink-2">
              <svg width={BAR} height="4" aria-hidden="true" className="shrink-0"><rect className="fill-hair" width={BAR} height="4" /><rect className="fill-bar" width={all === 0 ? 0 : (spec.rows / all) * BAR} height="4" /></svg>
              {spec.files + spec.deleteFiles === 0 ? <span className="text-ink-3">no file left</span> : <button type="button" className="min-w-0 truncate rounded-1 text-left text-water-ink outline-none focus-visible:shadow-(--ring)" onClick={() => onOpen(spec.specId)}>{counted(spec.files + spec.deleteFiles, 'file')}, {count(spec.rows)} rows, {bytes(spec.bytes)}</button>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
