import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '../../lib/drafts';
import { languageOf } from '../../lib/i18n';
import { usePreferences } from '../../lib/preferences';
import { addSamples, removeSamples, samplesIn, samplesQuery } from '../../lib/samples';
import { Button } from '../../ui/Button';
import { errorText } from '../../ui/Problem';

/** A few notes to try things with, and a question that they answer. */
export function TryIt() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = usePreferences((now) => languageOf(now.language));
  const { data: samples } = useQuery({ queryKey: ['samples', language], queryFn: () => samplesIn(language), staleTime: Infinity });
  const { data: present = [] } = useQuery(samplesQuery);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  };
  if (!samples) return null;
  return (
    <>
      <ul className="border-t border-line">
        {present.length > 0
          ? present.map((item) => (
              <li key={item.id} className="border-b border-line py-2 text-md">
                <Link to="/items/$id" params={{ id: item.id }} className="hover:underline">
                  <bdi>{item.title}</bdi>
                </Link>
              </li>
            ))
          : samples.notes.map(({ title }) => (
              <li key={title} className="border-b border-line py-2 text-md text-ink-2">
                <bdi>{title}</bdi>
              </li>
            ))}
      </ul>
      <div className="mt-4 flex flex-col items-start gap-3">
        {present.length === 0 ? (
          <Button disabled={busy} onClick={() => void run(() => addSamples(samples))}>
            {t('firstSteps.samples.add')}
          </Button>
        ) : (
          <>
            <p className="text-md text-ink-2">{t('firstSteps.samples.ask')}</p>
            <Button
              className="h-auto max-w-full py-1.5 text-start !whitespace-normal"
              onClick={() => {
                drafts.write('chat.new', samples.question);
                void navigate({ to: '/conversations' });
              }}
            >
              {samples.question}
            </Button>
            <Button look="danger" disabled={busy} onClick={() => void run(() => removeSamples((count) => t('items.deleted', { count })))}>
              {t('firstSteps.samples.remove')}
            </Button>
          </>
        )}
        {error !== null && (
          <p role="alert" dir="auto" className="text-sm text-bad">
            {errorText(error, t)}
          </p>
        )}
      </div>
    </>
  );
}
