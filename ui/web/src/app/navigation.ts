import { BookOpen, MessageCircle, Sun, Waypoints, Workflow, type LucideIcon } from 'lucide-react';

export interface Destination {
  readonly path: '/' | '/conversations' | '/connections' | '/digest' | '/workflows';
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
}

/** The sidebar's pages, in their order: each also a command, with its key. */
export const navigation: readonly Destination[] = [
  { path: '/', label: 'nav.items', icon: BookOpen, keys: 'Alt+1' },
  { path: '/conversations', label: 'nav.conversations', icon: MessageCircle, keys: 'Alt+2' },
  { path: '/connections', label: 'nav.connections', icon: Waypoints, keys: 'Alt+3' },
  { path: '/digest', label: 'digest.title', icon: Sun, keys: 'Alt+4' },
  { path: '/workflows', label: 'workflows.title', icon: Workflow, keys: 'Alt+5' },
];
