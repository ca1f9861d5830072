import type { WorkflowStatus } from '@cortex/contract';
import { Check, Circle, CircleDot, Clock, Minus, X } from 'lucide-react';

const icons = { running: CircleDot, waiting: Clock, completed: Check, failed: X, cancelled: Minus };
const inks = { running: 'text-accent', waiting: 'text-warning-ink', completed: 'text-good', failed: 'text-bad', cancelled: 'text-ink-2' };

/** How something stands, as a sign; its words stand beside it. Null: it was not come to. */
export function StatusIcon({ status, size = 13 }: { readonly status: WorkflowStatus | null; readonly size?: number }) {
  const Icon = status ? icons[status] : Circle;
  return <Icon size={size} strokeWidth={status === 'completed' || status === 'failed' ? 2.2 : 1.8} className={`shrink-0 ${status ? inks[status] : 'text-ink-3'}`} aria-hidden />;
}
