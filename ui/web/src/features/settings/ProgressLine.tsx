/** How far something is; nothing is known while there is no total. */
export function ProgressLine({ label, done, total }: { readonly label: string; readonly done: number; readonly total: number }) {
  return (
    <progress
      aria-label={label}
      {...(total > 0 && { value: done, max: total })}
      className="my-2 h-1 w-40 appearance-none overflow-hidden rounded-full bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
    />
  );
}
