'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { Empty } from '@/components/ui/empty';
import { Tag } from '@/components/ui/tag';
import { useToast } from '@/components/ui/toast';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Ago, Moment } from '@/components/shell/time';
import { useNow } from '@/components/shell/use-now';
import { useView } from '@/components/shell/use-view';
import { ago, count } from '@/components/shell/words';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { NewTokenDialog } from './new-token-dialog';

/** Tokens for scripts. The dialog that makes one has an address, so that the palette can lead there. */
export function ApiTokens() {
  const view = useView();
  const tokens = useQuery(api.people.tokens.queryOptions());
  const making = view.get('part') === 'tokens';
  const open = (isOpen: boolean) => view.set({ part: isOpen ? 'tokens' : null });
  const make = <Button icon={<Plus size={16} strokeWidth={1.6} aria-hidden="true" />} onClick={() => open(true)}>Make a token</Button>;
  return (
    <Section title="API tokens" note={tokens.data && count(tokens.data.items.length)} actions={make}>
      <Part query={tokens} what="Your tokens" rows={3} empty={({ items }) => items.length === 0 && <Empty title="No tokens" why="A token lets a script do what you may do, until it expires or you revoke it." />}>
        {({ items }) => <TokenTable items={items} />}
      </Part>
      <NewTokenDialog open={making} onClose={() => open(false)} />
    </Section>
  );
}

type Token = Awaited<ReturnType<typeof client.people.tokens>>['items'][number];

function TokenTable({ items }: { readonly items: readonly Token[] }) {
  const toast = useToast();
  const now = useNow();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<Token | null>(null);
  const revoke = useMutation({
    mutationFn: (token: Token) => client.people.revokeToken({ id: token.id }),
    onSuccess: (_, token) => {
      setLeaving(null);
      toast({ title: `Token ${token.name} revoked`, detail: 'Whoever uses it is refused from now on.' });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.people.tokens.key() }),
  });
  const hasExpired = (token: Token) => Date.parse(token.expiresAt) <= now;
  return (
    <>
      <PlainTable label="API tokens" head={<><Th>Name</Th><Th className="max-sm:hidden">Begins with</Th><Th>May</Th><Th right className="max-sm:hidden">Made</Th><Th right className="max-sm:hidden">Last use</Th><Th right>Expires</Th><Th right><span className="sr-only">Action</span></Th></>}>
        {items.map((token) => (
          <Tr key={token.id}>
            <Td className="w-full max-w-0 truncate font-strong" title={token.name}>{token.name}</Td>
            <Td className="font-mono text-12 text-ink-2 max-sm:hidden">{token.prefix}{'\u2026'}</Td>
            <Td><Tag>{token.scope}</Tag></Td>
            <Td right className="text-ink-2 max-sm:hidden"><Moment at={token.createdAt} /></Td>
            <Td right className="text-ink-2 max-sm:hidden" title={token.lastUsedIp === null ? undefined : `from ${token.lastUsedIp}`}><Ago at={token.lastUsedAt} /></Td>
            <Td right className={hasExpired(token) ? 'text-bad-ink' : 'text-ink-2'}>{hasExpired(token) ? 'expired' : <Moment at={token.expiresAt} />}</Td>
            <Td right><Button size="tiny" onClick={() => { revoke.reset(); setLeaving(token); }}>Revoke<span className="sr-only"> the token {token.name}</span></Button></Td>
          </Tr>
        ))}
      </PlainTable>
      <DangerDialog
        open={leaving !== null} onClose={() => setLeaving(null)} title={`Revoke ${leaving?.name ?? 'the token'}`} verb="Revoke token" busy={revoke.isPending} problem={revoke.error === null ? null : problemOf(revoke.error).detail} onConfirm={() => leaving && revoke.mutate(leaving)}
        effect={leaving && (leaving.lastUsedAt === null ? 'It was never used.' : `It was last used ${ago(leaving.lastUsedAt, now)}${leaving.lastUsedIp === null ? '' : ` from ${leaving.lastUsedIp}`}. What still uses it is refused at its next request.`)}
        undo="This cannot be undone. A new token has another value."
      />
    </>
  );
}
