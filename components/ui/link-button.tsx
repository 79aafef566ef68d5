import { Link } from './link';
import type { ReactNode } from 'react';
import { buttonLook, type ButtonSize, type ButtonVariant } from './button-look';

/** Goes somewhere, and looks like a button; `download` takes a file along instead of leaving the page. */
export function LinkButton({ href, variant = 'plain', size = 'normal', icon, download = false, children }: {
  readonly href: string; readonly variant?: ButtonVariant; readonly size?: ButtonSize; readonly icon?: ReactNode; readonly download?: boolean; readonly children: ReactNode;
}) {
  const look = buttonLook({ variant, size });
  return download ? <a href={href} download className={look}>{icon}{children}</a> : <Link href={href} className={look}>{icon}{children}</Link>;
}
