import { PartError } from '@/components/ui/part-error';

/** In the place of what one may not see: which right is missing and who can grant it. Nothing was asked for. */
export function NoRight({ what, privilege, on, grantors }: { readonly what: string; readonly privilege: string; readonly on: string; readonly grantors: readonly string[] }) {
  return <PartError kind="locked" title={`${what} may not be read by you`} detail={`This needs the privilege ${privilege} on ${on}. ${grantors.length === 0 ? 'Nobody holds the right to grant it.' : `${grantors.join(', ')} can grant it.`}`} />;
}
