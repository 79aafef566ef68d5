'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { PasswordField } from '@/components/ui/password-field';
import { useToast } from '@/components/ui/toast';
import { Section } from '@/components/shell/section';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';

const LENGTH_LEAST = 12;

/** A new password; it ends every other session. */
export function PasswordForm({ name }: { readonly name: string }) {
  const toast = useToast();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<{ readonly field: 'next' | 'again'; readonly text: string } | null>(null);
  const change = useMutation({
    mutationFn: (input: { readonly current: string; readonly next: string }) => client.people.password(input),
    onSuccess: async () => {
      form.current?.reset();
      toast({ title: 'Password changed', detail: 'Every other session has ended.' });
      await queries.invalidateQueries({ queryKey: api.people.sessions.key() });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const next = String(fields.get('next') ?? '');
    const problem = next.length < LENGTH_LEAST ? ({ field: 'next', text: `Use at least ${LENGTH_LEAST} characters.` } as const) : next !== fields.get('again') ? ({ field: 'again', text: 'The two passwords are not the same.' } as const) : null;
    setWrong(problem);
    if (problem === null) change.mutate({ current: String(fields.get('current') ?? ''), next });
  };
  const failed = change.error === null ? null : problemOf(change.error);
  const ofField = (field: string) => {
    const found = failed?.errors.find((each) => each.field === field);
    return found ? `The ${field === 'current' ? 'current' : 'new'} password ${found.message}.` : null;
  };
  return (
    <Section title="Password">
      <form ref={form} onSubmit={submit} aria-label="Change the password" className="flex flex-col gap-3 border-t border-rule pt-3">
        <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
        <PasswordField label="Current password" name="current" autoComplete="current-password" required error={ofField('current')} />
        <PasswordField label="New password" name="next" autoComplete="new-password" required help={`At least ${LENGTH_LEAST} characters.`} error={wrong?.field === 'next' ? wrong.text : ofField('next')} />
        <PasswordField label="New password again" name="again" autoComplete="new-password" required error={wrong?.field === 'again' ? wrong.text : null} />
        {failed !== null && failed.errors.length === 0 && <div role="alert"><Note state="bad">{failed.detail}</Note></div>}
        <div><Button type="submit" busy={change.isPending} busyLabel="Changing password">Change password</Button></div>
      </form>
    </Section>
  );
}
