import { PageMissing } from '@/components/shell/page-missing';

/** Where not even the frame can be drawn: a page outside it that is not there. */
export default function NotFound() {
  return <div className="flex min-h-dvh items-center bg-sheet"><PageMissing /></div>;
}
