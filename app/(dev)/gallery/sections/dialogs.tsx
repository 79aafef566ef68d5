'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { DangerDialog } from '@/components/ui/danger-dialog';
import { Dialog } from '@/components/ui/dialog';

export function Dialogs() {
  const [open, setOpen] = useState<'plain' | 'danger' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex gap-2">
      <Button onClick={() => setOpen('plain')}>Open a dialog</Button>
      <Button onClick={() => setOpen('danger')}>Open a danger dialog</Button>
      <Dialog open={open === 'plain'} onClose={close} title="Name the tab" footer={<><Button onClick={close}>Keep the old name</Button><Button variant="primary" onClick={close}>Name the tab</Button></>}>
        A layer over the page, closed by Esc or a press beside it.
      </Dialog>
      <DangerDialog
        open={open === 'danger'} onClose={close} onConfirm={close} dryRun={() => undefined} title="Drop shop.orders_v2" name="orders_v2" verb="Drop orders_v2"
        effect={<>1,204 snapshots and <b>61.8 GiB in 812 files</b> leave the catalog. 31 people read it in the last 30 days.</>}
        undo="Files go to the trash for 7 days. Restore it from Files, Trash."
      />
    </div>
  );
}
