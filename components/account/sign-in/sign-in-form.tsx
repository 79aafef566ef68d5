'use client';
import { Link2 } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { PasswordField } from '@/components/ui/password-field';
import { TextField } from '@/components/ui/text-field';
import { signInError } from './sign-in-error';

/** User name and password; after it, the page that was asked for. */
export function SignInForm({ next, error }: { readonly next: string; readonly error: string | null }) {
  const [problem, setProblem] = useState(signInError(error));
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const answer = await signIn('credentials', { redirect: false, username: String(form.get('username') ?? ''), password: String(form.get('password') ?? '') });
      if (answer?.ok && !answer.error) return globalThis.location.assign(next);
      setProblem(signInError(answer?.error ?? 'unknown'));
    } catch {
      setProblem('The console does not answer. Check that it runs, then try again.');
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5" aria-label="Sign in" method="post">
      <h1 className="sr-only">Sign in</h1>
      <TextField large label="User name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />
      <PasswordField large label="Password" name="password" autoComplete="current-password" required />
      {problem !== null && <div role="alert"><Note state="bad">{problem}</Note></div>}
      <Button type="submit" variant="primary" size="large" busy={busy} busyLabel="Signing in">Sign in</Button>
      {next !== '/' && <p className="flex items-center gap-2 rounded-2 bg-well px-2.5 py-2 text-12 text-ink-2"><Link2 size={14} strokeWidth={1.6} className="shrink-0" aria-hidden="true" /><span className="min-w-0 truncate">Next: <span className="font-mono">{decodeURI(next)}</span></span></p>}
      <p className="text-12 text-ink-3">No account, or the password is lost? Whoever runs this console makes accounts and sets passwords.</p>
    </form>
  );
}
