import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressIn, useCaptures } from './captures';

const carries = (event: DragEvent, kind: string) => event.dataTransfer?.types.includes(kind) ?? false;

/** The whole window takes what is dropped or pasted onto it: files, and addresses. */
export function DropZone() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const { files, page } = useCaptures.getState();
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carries(event, 'Files')) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const move = (event: DragEvent) => {
      if (carries(event, 'Files')) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      files([...event.dataTransfer.files]);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) return;
      const pasted = [...(event.clipboardData?.files ?? [])];
      const address = addressIn(event.clipboardData?.getData('text/plain') ?? '');
      if (pasted.length > 0) files(pasted);
      else if (address) page(address);
    };
    const all = new AbortController();
    const { signal } = all;
    addEventListener('dragenter', enter, { signal });
    addEventListener('dragleave', leave, { signal });
    addEventListener('dragover', move, { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('paste', paste, { signal });
    return () => all.abort();
  }, []);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-2 z-50 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-background/85">
      <p className="font-serif text-xl text-on-tint">{t('capture.drop')}</p>
    </div>
  );
}
