import type { ComponentType } from 'react';
import { Buttons } from './buttons';
import { Charts } from './charts';
import { Colours } from './colours';
import { Code, Figures, Tags, Type } from './texts';
import { Dialogs } from './dialogs';
import { DrawerAside } from './drawer-aside';
import { Health, Operations, QueryStates } from './marks';
import { Inputs } from './inputs';
import { EmptyPart, FailedPart, LoadingPart, Notes } from './parts';
import { Menus } from './menus';
import { Rows, Tabs } from './rows';
import { Surfaces } from './surfaces';
import { ToastButtons } from './toasts';

interface Section {
  readonly title: string;
  readonly wide?: boolean;
  readonly Shows: ComponentType;
}

/** By the name that addresses it. */
export const SECTIONS: Readonly<Record<string, Section>> = {
  buttons: { title: 'Buttons', wide: true, Shows: Buttons },
  inputs: { title: 'Inputs', wide: true, Shows: Inputs },
  health: { title: 'Health: shape, colour and word', Shows: Health },
  queries: { title: 'Query states', Shows: QueryStates },
  operations: { title: 'Snapshot operations', Shows: Operations },
  tags: { title: 'Tags and keys', Shows: Tags },
  menus: { title: 'Menu and choice', Shows: Menus },
  notes: { title: 'Notes', Shows: Notes },
  dialogs: { title: 'Dialogs', Shows: Dialogs },
  toasts: { title: 'Toasts', Shows: ToastButtons },
  empty: { title: 'Empty', Shows: EmptyPart },
  loading: { title: 'Loading, after 150 ms', Shows: LoadingPart },
  error: { title: 'Error of one part', Shows: FailedPart },
  drawer: { title: 'Drawer', Shows: DrawerAside },
  charts: { title: 'Charts', wide: true, Shows: Charts },
  colours: { title: 'Categories, depth, less and more', Shows: Colours },
  code: { title: 'Code', Shows: Code },
  surfaces: { title: 'Surfaces and ink', Shows: Surfaces },
  type: { title: 'Type', Shows: Type },
  rows: { title: 'Rows', Shows: Rows },
  tabs: { title: 'Tabs', Shows: Tabs },
  figures: { title: 'Figures', wide: true, Shows: Figures },
};
