import { useRef } from 'react';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Whether the pane that grows lies after the handle. */
  readonly reversed?: boolean;
  onChange(value: number): void;
}

/** The line between two panes: dragged, or moved with the arrow keys. */
export function Resizer({ label, value, least, most, reversed = false, onChange }: Props) {
  const from = useRef<{ x: number; value: number } | null>(null);
  const clamp = (wanted: number) => Math.round(Math.min(most, Math.max(least, wanted)));
  const sign = () => (document.documentElement.dir === 'rtl' ? -1 : 1) * (reversed ? -1 : 1);
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className="relative z-10 -mx-1 w-2 shrink-0 cursor-col-resize touch-none after:absolute after:inset-y-0 after:start-1 after:w-px after:bg-line hover:after:bg-accent focus-visible:outline-none focus-visible:after:w-0.5 focus-visible:after:bg-accent max-[760px]:hidden"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, value };
      }}
      onPointerMove={(event) => {
        if (from.current) onChange(clamp(from.current.value + (event.clientX - from.current.x) * sign()));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
        if (step === 0) return;
        event.preventDefault();
        onChange(clamp(value + step * sign()));
      }}
    />
  );
}
