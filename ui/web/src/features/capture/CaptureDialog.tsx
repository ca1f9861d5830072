import { FileUp, Globe } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '../../lib/drafts';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Kbd } from '../../ui/Kbd';
import { addressIn, useCaptures } from './captures';

const DRAFT = 'capture';
const TAGS = 'capture-tags';

/** A quick note, a page or files. It closes at once; what becomes of it is told at the side. */
export function CaptureDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { note, page, files } = useCaptures();
  const [text, setText] = useState(() => drafts.read(DRAFT));
  const [tags, setTags] = useState(() => drafts.read(TAGS));
  const picker = useRef<HTMLInputElement>(null);
  const address = addressIn(text);
  const keep = () => {
    if (!text.trim()) return;
    const given = tags.split(',').map((tag) => tag.trim()).filter(Boolean);
    if (address) page(address, given);
    else note(text, given);
    drafts.write(DRAFT, '');
    drafts.write(TAGS, '');
    onClose();
  };
  return (
    <Dialog label={t('capture.title')} onClose={onClose} className="w-[min(600px,92vw)]">
      <form
        className="flex flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <textarea
          autoFocus
          dir="auto"
          rows={7}
          aria-label={t('capture.label')}
          placeholder={t('capture.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            drafts.write(DRAFT, event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              keep();
            }
          }}
          className="w-full resize-y bg-transparent px-5 py-4 font-serif text-lg leading-relaxed focus-visible:outline-none"
        />
        <div className="flex flex-wrap items-center gap-2 border-t border-line bg-panel px-4 py-2.5">
          {address && (
            <span className="flex w-full items-center gap-1.5 text-xs text-ink-2">
              <Globe size={14} strokeWidth={1.6} aria-hidden />
              {t('capture.pageHint')}
            </span>
          )}
          <input
            value={tags}
            onChange={(event) => {
              setTags(event.target.value);
              drafts.write(TAGS, event.target.value);
            }}
            aria-label={t('capture.tags')}
            placeholder={t('capture.tags')}
            className="h-7 w-40 rounded border border-line-strong bg-raised px-2"
          />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={t('capture.files')}
            onChange={(event) => {
              files([...(event.target.files ?? [])]);
              onClose();
            }}
          />
          <Button look="quiet" onClick={() => picker.current?.click()}>
            <FileUp size={14} strokeWidth={1.6} aria-hidden />
            {t('capture.files')}
          </Button>
          <span className="ms-auto flex items-center gap-2">
            <Kbd keys="Mod+Enter" />
            <Button look="primary" type="submit" disabled={!text.trim()}>
              {t(address ? 'capture.keepPage' : 'capture.keep')}
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}
