'use client';
import { Tag } from '@/components/ui/tag';
import { Part } from '@/components/shell/part';
import { PlainTable, Td, Th } from '@/components/shell/plain-table';
import { Section } from '@/components/shell/section';
import { useMe } from '@/components/shell/use-me';

/** What one may do: roles, and rights that were granted one by one. */
export function Rights() {
  const me = useMe();
  return (
    <Section title="What you may do">
      <Part query={me} what="Your rights" rows={3} empty={({ roles, grants }) => roles.length + grants.length === 0 && <p className="border-t border-rule py-2 text-12 text-ink-3">No role and no right yet. An admin can grant them.</p>}>
        {({ roles, grants }) => (
          <PlainTable label="Roles and rights" className="text-12" head={<><Th>Role or right</Th><Th>On</Th></>}>
            {roles.map((each) => <tr key={`role ${each.role} ${each.on}`}><Td tight><Tag kind="key">{each.role}</Tag></Td><Td tight className="w-full max-w-0 truncate font-mono" title={readable(each.on)}>{readable(each.on)}</Td></tr>)}
            {grants.map((each) => <tr key={`right ${each.privilege} ${each.on}`}><Td tight><Tag>{each.privilege}</Tag></Td><Td tight className="w-full max-w-0 truncate font-mono" title={readable(each.on)}>{readable(each.on)}</Td></tr>)}
          </PlainTable>
        )}
      </Part>
    </Section>
  );
}

/** `namespace/lake/a%1Fb` → `namespace lake.a.b`. */
function readable(securable: string): string {
  const [type, ...rest] = securable.split('/');
  return rest.length === 0 ? (type ?? '') : `${type} ${rest.map((part) => decodeURIComponent(part).replaceAll('\u001f', '.')).join('.')}`;
}
