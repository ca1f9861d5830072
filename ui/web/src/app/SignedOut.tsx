import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';

/** The cookie is missing or was revoked: only the program can let one in again. */
export function SignedOut() {
  const { t } = useTranslation();
  return (
    <main className="mx-auto flex h-full max-w-md flex-col items-start justify-center gap-3 px-6">
      <img src="/icon.svg" alt="" className="size-10" />
      <h1 className="font-serif text-2xl font-[620]">{t('signedOut.title')}</h1>
      <p className="text-md leading-relaxed text-ink-2">{t('signedOut.hint')}</p>
      <code className="rounded border border-line bg-panel px-2 py-1 font-mono">cortex open</code>
      <Button look="primary" onClick={() => location.reload()}>
        {t('signedOut.again')}
      </Button>
    </main>
  );
}
