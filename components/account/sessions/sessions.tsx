'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { useToast } from '@/components/ui/toast';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th, Tr } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { Ago, Moment } from '@/components/shell/time';
import { count, counted } from '@/components/shell/words';
import { api, client } from '@/lib/transport/api/client';
import { problemOf } from '@/lib/transport/api/client/problem';
import { agentName } from './agent-name';

/** Where one is signed in; a session that is ended here cannot ask for anything any more. */
export function Sessions() {
  const toast = useToast();
  const queries = useQueryClient();
  const sessions = useQuery(api.people.sessions.queryOptions());
  const after = {
    onSettled: () => queries.invalidateQueries({ queryKey: api.people.sessions.key() }),
    onError: (error: Error) => toast({ state: 'bad', title: 'The session was not ended', detail: problemOf(error).detail }),
  };
  const end = useMutation({ ...after, mutationFn: (id: string) => client.people.revokeSession({ id }), onSuccess: () => toast({ title: 'Session ended' }) });
  const endOthers = useMutation({ ...after, mutationFn: () => client.people.revokeOthers({}), onSuccess: ({ ended }) => toast({ title: `${counted(ended, 'session')} ended` }) });
  const others = sessions.data?.items.filter((each) => !each.current).length ?? 0;
  return (
    <Section title="Sessions" note={sessions.data && count(sessions.data.items.length)} actions={others > 0 && <Button size="tiny" busy={endOthers.isPending} busyLabel="Ending sessions" onClick={() => endOthers.mutate()}>End all others</Button>}>
      <Part query={sessions} what="Your sessions" rows={3} empty={({ items }) => items.length === 0 && <p className="border-t border-rule py-2 text-12 text-ink-3">No session: you came with a token.</p>}>
        {({ items }) => (
          <PlainTable label="Sessions" head={<><Th>Browser</Th><Th className="max-sm:hidden">Address</Th><Th right className="max-sm:hidden">Since</Th><Th right>Last seen</Th><Th right className="max-sm:hidden">Ends</Th><Th right><span className="sr-only">Action</span></Th></>}>
            {items.map((session) => (
              <Tr key={session.id}>
                <Td className="w-full max-w-0 truncate" title={session.agent ?? undefined}>{agentName(session.agent)}</Td>
                <Td className="font-mono text-12 max-sm:hidden">{session.ip ?? <span className="text-ink-3">unknown</span>}</Td>
                <Td right className="text-ink-2 max-sm:hidden"><Moment at={session.createdAt} /></Td>
                <Td right className="text-ink-2"><Ago at={session.lastSeenAt} /></Td>
                <Td right className="text-ink-2 max-sm:hidden"><Moment at={session.expiresAt} /></Td>
                <Td right>{session.current ? <Chip state="good">This one</Chip> : <Button size="tiny" busy={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id)}>End<span className="sr-only"> the session of {agentName(session.agent)}</span></Button>}</Td>
              </Tr>
            ))}
          </PlainTable>
        )}
      </Part>
    </Section>
  );
}
