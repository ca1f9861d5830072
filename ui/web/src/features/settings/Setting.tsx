import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/Problem';
import type { SaveState } from './useSave';

export interface ControlNames {
  readonly id: string;
  readonly 'aria-describedby': string;
}

interface Props {
  readonly label: string;
  readonly hint?: ReactNode;
  /** The variable or file that sets it: it cannot be changed here. */
  readonly setBy?: string | null;
  readonly state?: SaveState;
  /** Under the words, in the whole width. */
  readonly below?: ReactNode;
  /** Gets the names that tie it to its words; a row of plain text or buttons needs none. */
  readonly children?: ReactNode | ((names: ControlNames) => ReactNode);
}

/** A line of a section: what it is and means at the left, what changes it at the right, and under that what became of a change. */
export function Setting({ label, hint, setBy, state, below, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const hintId = `${id}-hint`;
  const isField = typeof children === 'function';
  const Label = isField ? 'label' : 'span';
  return (
    <div className="border-b border-line py-3 last:border-b-0">
      <div className="flex items-start justify-between gap-x-8 gap-y-2 max-[760px]:flex-col">
        <div className="min-w-0 flex-1">
          <Label {...(isField && { htmlFor: id })} className="block text-md font-[540]">
            {label}
          </Label>
          <div id={hintId} className="max-w-[56ch] text-sm text-ink-2">
            {hint}
            {setBy && <p className="mt-0.5">{t('settings.setBy', { name: setBy })}</p>}
          </div>
        </div>
        {children && (
          <div className="flex max-w-full shrink-0 flex-col items-end gap-1 max-[760px]:items-start">
            {isField ? children({ id, 'aria-describedby': hintId }) : children}
            <Saved state={state} />
          </div>
        )}
      </div>
      {below}
    </div>
  );
}

export function Saved({ state }: { readonly state?: SaveState | undefined }) {
  const { t } = useTranslation();
  return (
    <p role="status" className={`max-w-72 text-end text-xs empty:hidden max-[760px]:text-start ${state?.kind === 'failed' ? 'text-bad' : 'text-ink-2'}`}>
      {state?.kind === 'saved' && t('settings.saved')}
      {state?.kind === 'failed' && <span dir="auto">{errorText(state.error, t)}</span>}
    </p>
  );
}

/** Settings that belong together, under a heading. */
export function Group({ title, hint, children }: { readonly title: string; readonly hint?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-9 first:mt-0">
      <h2 id={id} className="text-lg font-[620]">
        {title}
      </h2>
      {hint && <div className="mt-0.5 max-w-[64ch] text-sm text-ink-2">{hint}</div>}
      <div className="mt-2 border-t border-line">{children}</div>
    </section>
  );
}

/** The place of what is on its way. */
export const Awaited = () => <div aria-hidden className="late my-4 h-3 w-1/3 rounded bg-line/60" />;
