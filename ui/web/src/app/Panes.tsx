import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../lib/preferences';
import { Resizer } from '../ui/Resizer';

interface Props {
  readonly label: string;
  readonly detail: string;
  /** Whether something is open: on a narrow screen it takes the place of the list. */
  readonly open: boolean;
  readonly list: ReactNode;
  readonly children: ReactNode;
}

/** A list, and beside it what is open of it. */
export function Panes({ label, detail, open, list, children }: Props) {
  const { t } = useTranslation();
  const { list: shown, listWidth, set } = usePreferences();
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      {shown && (
        <>
          <section aria-label={label} style={{ width: listWidth }} className={`flex shrink-0 flex-col max-[760px]:!w-full ${open ? 'max-[760px]:hidden' : ''}`}>
            {list}
          </section>
          <Resizer label={t('view.resizeList')} value={listWidth} least={280} most={680} onChange={(width) => set({ listWidth: width })} />
        </>
      )}
      <section aria-label={detail} className={`flex min-w-0 flex-1 flex-col ${open ? '' : 'max-[760px]:hidden'}`}>
        {children}
      </section>
    </div>
  );
}
