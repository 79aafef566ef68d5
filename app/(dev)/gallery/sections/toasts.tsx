'use client';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';

export function ToastButtons() {
  const toast = useToast();
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => toast({ title: <>Tagged 5127…8846 as pre-reprice</>, action: { label: 'Undo', onSelect: () => undefined } })}>What went well</Button>
      <Button onClick={() => toast({ state: 'doubt', title: 'Checking whether v9,413 was written', detail: 'The storage answered late. Nothing is repeated until this is known.' })}>What is not known</Button>
      <Button onClick={() => toast({ state: 'bad', title: 'Compaction of web_events failed', detail: '708 files unchanged', action: { label: 'Open job', onSelect: () => undefined } })}>What failed</Button>
    </div>
  );
}
