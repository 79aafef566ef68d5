'use client';
import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { PasswordField } from '@/components/ui/password-field';
import { routes } from '@/lib/model/routes';
import { client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';

const LENGTH_LEAST = 12;

/** The first password of `admin`, by the link that the first start printed. */
export function SetupForm({ token }: { readonly token: string }) {
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const setPassword = async (password: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await client.people.setup({ token, password });
      const answer = await signIn('credentials', { redirect: false, username: 'admin', password });
      globalThis.location.assign(answer?.ok && !answer.error ? routes.home() : routes.signIn());
    } catch (error) {
      setProblem(problemOf(error).detail);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password') ?? '');
    const mistake = password.length < LENGTH_LEAST ? `Use at least ${LENGTH_LEAST} characters.` : password !== form.get('again') ? 'The two passwords are not the same.' : null;
    setWrong(mistake);
    if (mistake === null) void setPassword(password);
  };
  if (token === '') return <Note state="bad">This link has no token. Use the whole link that the first start printed.</Note>;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3.5" aria-label="Set the password of admin">
      <h1 className="text-15 font-strong">Set the password of admin</h1>
      <p className="text-12 text-ink-2">The link works once, within 24 hours of the first start.</p>
      <input type="text" name="username" autoComplete="username" value="admin" readOnly hidden />
      <PasswordField large label="New password" name="password" autoComplete="new-password" required help={`At least ${LENGTH_LEAST} characters.`} {...(wrong === null ? {} : { error: wrong })} />
      <PasswordField large label="New password again" name="again" autoComplete="new-password" required />
      {problem !== null && <div role="alert"><Note state="bad">{problem}</Note></div>}
      <Button type="submit" variant="primary" size="large" busy={busy} busyLabel="Setting the password">Set the password</Button>
    </form>
  );
}
