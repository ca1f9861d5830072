import type { DigestSummary } from '@cortex/contract';
import { useFormats } from '../../lib/format';
import { daysOf } from './digests';

/** The days that a digest is about, in words. */
export function useTitle() {
  const formats = useFormats();
  return (digest: Pick<DigestSummary, 'period' | 'from' | 'until' | 'created_at'>) => {
    const { first, last } = daysOf(digest);
    return digest.period === 'daily' ? formats.weekday(last) : formats.days(first, last);
  };
}
