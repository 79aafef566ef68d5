'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Note } from '@/components/ui/note';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { TextField } from '@/components/ui/text-field';
import { day } from '@/components/shell/words';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { MadeToken } from './made-token';

const DAYS = ['7', '30', '90', '365'] as const;
type Days = (typeof DAYS)[number];
const DAY_MS = 86_400_000;

/** Makes a token, then shows it: it is in this dialog and nowhere else. */
export function NewTokenDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [made, setMade] = useState<{ readonly name: string; readonly token: string } | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={made === null ? 'Make an API token' : `Token ${made.name} is made`}>
      {open && (made === null ? <TokenForm onMade={setMade} onClose={close} /> : <MadeToken token={made.token} onClose={close} />)}
    </Dialog>
  );
}

function TokenForm({ onMade, onClose }: { readonly onMade: (made: { name: string; token: string }) => void; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [days, setDays] = useState<Days>('90');
  const [scope, setScope] = useState<'all' | 'read'>('read');
  const [now] = useState(() => Date.now());
  const make = useMutation({
    mutationFn: (name: string) => client.people.createToken({ name, expiresInDays: Number(days), scope }),
    onSuccess: async (token) => {
      onMade(token);
      await queries.invalidateQueries({ queryKey: api.people.tokens.key() });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name !== '') make.mutate(name);
  };
  return (
    <form onSubmit={submit} aria-label="Make an API token" className="flex flex-col gap-3.5">
      <TextField label="Name" name="name" required maxLength={100} autoComplete="off" autoFocus help="What uses it, so that you know later: nightly-report" />
      <Select label="Expires" value={days} onChange={setDays} options={DAYS.map((each) => ({ value: each, label: `in ${each} days, ${day(new Date(now + Number(each) * DAY_MS).toISOString(), now)}` }))} />
      <RadioGroup label="It may" value={scope} onChange={setScope} options={[
        { value: 'read', label: 'Read', help: 'See tables and run queries that read, as far as you may.' },
        { value: 'all', label: 'Do all that you may', help: 'Also change tables and make tokens, as far as you may.' },
      ]} />
      {make.error !== null && <div role="alert"><Note state="bad">{problemOf(make.error).detail}</Note></div>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={make.isPending} busyLabel="Making token">Make token</Button>
      </div>
    </form>
  );
}
