import type { DigestPeriod, DigestReason } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';

// A name may be written the other way round.
const isolated = (name: string) => `\u2068${name}\u2069`;

/** What the library says of a digest in English, in one's own language. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const list = (names: readonly string[]) => new Intl.ListFormat(i18n.language).format(names.map(isolated));
  return {
    /** An introduction that is only counted. */
    counted: (period: DigestPeriod, total: number, themes: readonly string[] = []) => {
      if (total === 0) return t(`digest.nothing.${period}`);
      const came = t(`digest.came.${period}`, { count: total, shown: formats.number(total) });
      return themes.length > 0 ? `${came} ${t('digest.muchAbout', { themes: list(themes) })}` : came;
    },
    /** Why something stands there. */
    reason: ({ reason, because }: { readonly reason: string | null; readonly because?: DigestReason | null }) => (because ? t(`digest.because.${because.kind}`, { names: list(because.names) }) : reason),
  };
}
