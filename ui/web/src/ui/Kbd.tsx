import { shownKey } from '../lib/commands';

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="rounded-[4px] border border-line-strong bg-raised px-1.5 py-px font-sans text-2xs whitespace-nowrap text-ink-2">{shownKey(keys)}</kbd>;
}
