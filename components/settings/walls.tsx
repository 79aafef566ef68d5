import { Mark } from '@/components/ui/mark';
import { Section } from '@/components/shell/section';
import type { SettingsData } from './settings-data';

/** What the console does around each statement on every machine; the system's own limits depend on the machine. */
const ALWAYS: readonly (readonly [name: string, why: string])[] = [
  ['allow list', 'Only kinds of statements, functions and operators whose answers were compared with Trino’s are let through.'],
  ['second reading', 'The engine parses the translated text again; only the tables that were planned may appear in it.'],
  ['planned files only', 'The engine opens the files of the plan and its own spool, nothing else, and cannot change its settings.'],
  ['a process for each statement', 'Never shared between people. A crash, too much memory or a missed deadline ends that run alone.'],
];

/** The walls around people's SQL, those of the system with whether they stand here. */
export function Walls({ items }: { readonly items: SettingsData['walls'] }) {
  const missing = items.filter((wall) => !wall.holds).length;
  return (
    <div id="walls">
      <Section title="Walls around SQL" note={missing === 0 ? 'all stand' : `${missing} missing`}>
        <ul>
          {[...items.filter((wall) => !wall.holds), ...items.filter((wall) => wall.holds)].map((wall) => <Wall key={wall.name} name={wall.name} holds={wall.holds} why={wall.why} />)}
          {ALWAYS.map(([name, why]) => <Wall key={name} name={name} holds why={why} />)}
        </ul>
      </Section>
    </div>
  );
}

function Wall({ name, holds, why }: { readonly name: string; readonly holds: boolean; readonly why: string }) {
  return (
    <li className="flex gap-2 border-t border-hair py-1.5 first:border-rule">
      <span className="mt-1.5"><Mark state={holds ? 'good' : 'warn'} /></span>
      <div className="min-w-0"><p>{name}{!holds && <span className="text-warn-ink">, missing here</span>}</p><p className="text-12 text-ink-2">{why}</p></div>
    </li>
  );
}
