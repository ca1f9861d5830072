/** How strong something is, 0 to 1, as a line. */
export function Strength({ value, label }: { readonly value: number; readonly label?: string }) {
  return (
    <span {...(label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })} className="block h-[3px] overflow-hidden rounded-full bg-line">
      <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.round(Math.min(1, Math.max(0.04, value)) * 100)}%` }} />
    </span>
  );
}
