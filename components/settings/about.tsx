import { Fact, Facts } from '@/components/shell/facts';
import { Section } from '@/components/shell/section';
import { Ago, Moment } from '@/components/shell/time';
import { routes } from '@/lib/model/routes';
import type { SettingsData } from './settings-data';

/** Which console this is. */
export function About({ data }: { readonly data: SettingsData }) {
  return (
    <Section title="About">
      <Facts ruled>
        <Fact name="Lakehouse Console">{data.version}</Fact>
        <Fact name="Node.js">{data.node.replace(/^v/, '')}</Fact>
        <Fact name="Started"><Moment at={data.startedAt} /> <span className="text-ink-3"><Ago at={data.startedAt} /></span></Fact>
        <Fact name="API"><a className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href={routes.apiDocs()}>Guide</a>, <a className="rounded-1 text-water-ink outline-none focus-visible:shadow-(--ring)" href="/api/v1/openapi.json">OpenAPI document</a></Fact>
        <Fact name="Licence">Apache 2.0</Fact>
      </Facts>
    </Section>
  );
}
