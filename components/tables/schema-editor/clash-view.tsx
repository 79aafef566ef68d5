'use client';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { Segments } from '@/components/ui/segments';
import { counted } from '@/components/shell/words';
import { useChoices, type Drafting } from './use-table-draft';

/** Where somebody else changed the same as I did: what it was, what each made of it, and a choice for each. */
export function ClashView({ drafting }: { readonly drafting: Drafting }) {
  const { clashes } = drafting;
  const { chosen, choose, isComplete } = useChoices(clashes);
  return (
    <section aria-label="Choose between two changes" className="flex flex-col gap-3">
      <Note state="warn">Somebody else published a change of this table while yours was staged. {counted(clashes.length, 'change')} of yours {clashes.length === 1 ? 'goes' : 'go'} another way than theirs; everything else is put onto the new state.</Note>
      <ul className="flex flex-col gap-3">
        {clashes.map((clash) => (
          <li key={clash.id} className="flex flex-col gap-1.5 border-b border-hair pb-3">
            <span className="font-strong">{clash.what}</span>
            <dl className="grid grid-cols-[56px_minmax(0,1fr)] gap-x-3 text-12">
              <dt className="text-ink-3">It was</dt><dd className="font-mono break-words">{clash.base}</dd>
              <dt className="text-pencil-ink">Mine</dt><dd className="font-mono break-words">{clash.mine}</dd>
              <dt className="text-ink-3">Theirs</dt><dd className="font-mono break-words">{clash.theirs}</dd>
            </dl>
            <Segments label={`Whose ${clash.what}`} value={chosen.get(clash.id) ?? ''} options={[{ value: 'mine', label: 'Mine' }, { value: 'theirs', label: 'Theirs' }]} onChange={(side) => choose(clash.id, side)} />
          </li>
        ))}
      </ul>
      <div className="flex justify-end"><Button variant="primary" reason={isComplete ? null : 'Choose for each change first.'} onClick={() => drafting.resolve(chosen)}>Go on with these</Button></div>
    </section>
  );
}
