import { Frame } from '@/components/shell/frame';
import { PageMissing } from '@/components/shell/page-missing';

/** An address that is no page of the console; the frame stays, so that every other place is one step away. */
export default function NotFound() {
  return <Frame><PageMissing /></Frame>;
}
