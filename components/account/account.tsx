'use client';
import { PageHead } from '@/components/shell/page-head';
import { useMe } from '@/components/shell/use-me';
import { PasswordForm } from './password-form';
import { Rights } from './rights';
import { Sessions } from './sessions/sessions';
import { ApiTokens } from './tokens/api-tokens';

/** One's own account: what scripts sign in with, where one is signed in, the password, and what one may do. */
export function Account() {
  const me = useMe();
  return (
    <main className="min-h-0 min-w-0 grow overflow-y-auto">
      <PageHead title="Account" beside={me.data && <span className="text-ink-3">{me.data.name}</span>} facts={<span>Scripts use tokens, browsers use sessions. Both can be ended here, at once.</span>} />
      <div className="grid grid-cols-[minmax(0,1fr)_376px] gap-9 px-5 pt-3.5 pb-5 max-[1100px]:grid-cols-1 max-[1100px]:gap-5 max-sm:px-4">
        <div className="flex min-w-0 flex-col gap-5">
          <ApiTokens />
          <Sessions />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <PasswordForm name={me.data?.name ?? ''} />
          <Rights />
        </div>
      </div>
    </main>
  );
}
