import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './Button';

/** Something to type elsewhere, such as a command, and a button that copies it. */
export function Copyable({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <span dir="ltr" className="inline-flex max-w-full items-center gap-1 rounded border border-line bg-panel ps-2">
      <code className="min-w-0 truncate font-mono text-xs">{text}</code>
      <IconButton label={t(copied ? 'action.copied' : 'action.copy', { text })} onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        <Icon size={13} strokeWidth={1.6} aria-hidden />
      </IconButton>
    </span>
  );
}
