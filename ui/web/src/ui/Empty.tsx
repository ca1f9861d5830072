import type { ReactNode } from 'react';

/** Nothing here: says so, and teaches one action. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="mx-auto flex h-full max-w-sm flex-col items-start justify-center gap-2 px-6 py-10">
      <p className="font-serif text-xl text-ink">{title}</p>
      {children && <div className="flex flex-col items-start gap-3 text-md leading-relaxed text-ink-2">{children}</div>}
    </div>
  );
}
