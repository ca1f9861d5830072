import * as Radix from '@radix-ui/react-tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd';

interface Props {
  readonly text: string;
  readonly keys?: string | undefined;
  /** One element that takes a ref and the handlers of a button. */
  readonly children: ReactElement;
}

/** What a control does, and its key: under the pointer after a moment, at once under the focus of the keyboard. */
export function Tooltip({ text, keys, children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content sideOffset={5} collisionPadding={8} className="z-50 flex items-center gap-2 rounded-md border border-line-strong bg-raised px-2 py-1 text-xs text-ink shadow-float">
          {text}
          {keys && <Kbd keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = Radix.Provider;
