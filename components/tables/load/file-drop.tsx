'use client';
import { useMutation } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Note } from '@/components/ui/note';
import { problemOf } from '@/lib/transport/api/client/problem';
import { sendFile } from './send-file';

/** Takes a file by drop or by choice and sends it, with how much of it is there. */
export function FileDrop({ onSent }: { readonly onSent: (upload: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(null);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  useEffect(() => () => abort.current?.abort(), []);
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
  return (
    <div
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
      className={`flex flex-col items-center gap-2.5 rounded-2 border border-dashed px-4 py-8 text-center ${over ? 'border-water bg-water-soft' : 'border-control'}`}
    >
      <input ref={input} type="file" aria-label="File" tabIndex={-1} accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet" className="sr-only" onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
      <Button icon={<Upload size={16} strokeWidth={1.6} aria-hidden="true" />} busy={send.isPending} busyLabel="Sending" onClick={() => input.current?.click()}>Choose a file</Button>
      <p className="text-12 text-ink-3">{send.isPending ? <span role="status">{Math.floor(share * 100)} % sent</span> : 'Or drop it here: CSV, JSON lines or Parquet.'}</p>
      {send.error !== null && <div role="alert" className="text-left"><Note state="bad">{problemOf(send.error).detail}</Note></div>}
    </div>
  );
}
