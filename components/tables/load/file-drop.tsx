'use client';
import { useMutation } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { bytes } from '@/components/shell/words';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendFile } from './send-file';

/** Takes a file by drop or by choice and sends it, with how much of it is there; the sending can be stopped. */
export function FileDrop({ onSent }: { readonly onSent: (upload: string) => void }) {
  const zone = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  useEffect(() => {
    // what one came for, rather than the way out, which the dialog would choose
    zone.current?.querySelector('button')?.focus();
    return () => abort.current?.abort();
  }, []);
  const send = useMutation({
    mutationFn: (file: File) => {
      setShare(0);
      abort.current = new AbortController();
      return sendFile(file, setShare, abort.current.signal);
    },
    onSuccess: ({ upload }) => onSent(upload),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined && !send.isPending) send.mutate(file);
  };
  const stop = () => {
    abort.current?.abort();
    send.reset();
  };
  const sending = send.isPending ? send.variables : null;
  return (
    <div
      ref={zone} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
      className={`flex min-h-40 flex-col items-center justify-center gap-2.5 rounded-2 border border-dashed px-4 py-6 text-center ${over ? 'border-water bg-water-soft' : 'border-control'}`}
    >
      <input ref={input} type="file" aria-label="File" tabIndex={-1} accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet" className="sr-only" onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
      {sending === null ? (
        <>
          <Button icon={<Upload size={16} strokeWidth={1.6} aria-hidden="true" />} onClick={() => input.current?.click()}>Choose a file</Button>
          <p className="text-12 text-ink-3">Or drop it here: CSV, JSON lines or Parquet. Nothing is loaded before you have looked at it.</p>
        </>
      ) : (
        <>
          <p className="max-w-full truncate font-mono text-12">{sending.name}</p>
          <svg className="h-1 w-80 max-w-full" role="progressbar" aria-label={`Sending ${sending.name}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.floor(share * 100)} preserveAspectRatio="none" viewBox="0 0 100 4">
            <rect className="fill-hair" width="100" height="4" />
            <rect className="fill-water" width={share * 100} height="4" />
          </svg>
          <p className="text-12 text-ink-3">{bytes(share * sending.size)} of {bytes(sending.size)} sent</p>
          <Button size="tiny" onClick={stop}>Stop</Button>
        </>
      )}
      {send.error !== null && <div role="alert" className="text-left"><Note state="bad">{problemOf(send.error).detail}</Note></div>}
    </div>
  );
}
