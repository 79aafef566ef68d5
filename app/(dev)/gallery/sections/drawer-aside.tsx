'use client';
import { useState } from 'react';
import { Fact, Facts } from '@/components/shell/facts';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { OperationMark } from '@/components/ui/operation-mark';

export function DrawerAside() {
  const [open, setOpen] = useState(true);
  return (
    <div className="relative flex h-56 justify-end overflow-hidden border border-rule">
      {open ? (
        <Drawer label="Snapshot" title={<><OperationMark operation="append" />Append, +1,340 rows</>} subtitle={<span className="flex items-center gap-1 font-mono text-12">5127740913392018846<CopyButton text="5127740913392018846" label="Copy the snapshot id" /></span>} footer={<Button>Query as of here</Button>} onClose={() => setOpen(false)}>
          <Facts><Fact name="Committed">14:03:08</Fact><Fact name="By">spark, etl</Fact></Facts>
        </Drawer>
      ) : <div className="m-auto"><Button onClick={() => setOpen(true)}>Open the drawer</Button></div>}
    </div>
  );
}
