'use client';
import Link from 'next/link';
import { useState, type ComponentProps } from 'react';

/** A link whose page is fetched when it is pointed at, so that it is there when it is pressed. Its page holds no data of its own. */
export function ReadyLink({ onPointerEnter, ...props }: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isPointedAt, setPointedAt] = useState(false);
  return <Link {...props} prefetch={isPointedAt} onPointerEnter={(event) => { setPointedAt(true); onPointerEnter?.(event); }} />;
}
