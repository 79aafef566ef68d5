'use client';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { Note } from '@/components/ui/note';

/** The token, this once, and how a script uses it. */
export function MadeToken({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const example = `curl -H 'Authorization: Bearer ${token}' \\\n  ${globalThis.location.origin}/api/v1/catalogs`;
  return (
    <div className="flex flex-col gap-3">
      <Note state="warn">Copy it now: it is shown this once. The console keeps only a fingerprint of it.</Note>
      <div className="flex items-center gap-2 rounded-2 border border-control bg-well py-1 pr-1 pl-2.5">
        <code aria-label="The token" className="min-w-0 grow font-mono text-12 break-all">{token}</code>
        <CopyButton text={token} label="Copy the token" />
      </div>
      <div className="flex items-center gap-2 text-12 text-ink-2"><span className="grow">A first request</span><CopyButton text={example} label="Copy the request" /></div>
      <CodeBlock label="A first request" code={example} />
      <div className="flex justify-end"><Button variant="primary" onClick={onClose}>I have copied it</Button></div>
    </div>
  );
}
