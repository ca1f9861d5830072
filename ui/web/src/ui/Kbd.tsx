import { isCharacter, shownKey } from '../lib/commands';
import { usePreferences } from '../lib/preferences';

/** A key, where it does something. */
export function Kbd({ keys }: { readonly keys: string }) {
  const { characterKeys } = usePreferences();
  if (isCharacter(keys) && !characterKeys) return null;
  return <kbd dir="ltr" className="rounded-[4px] border border-line-strong bg-raised px-1.5 py-px font-sans text-2xs whitespace-nowrap text-ink-2">{shownKey(keys)}</kbd>;
}
