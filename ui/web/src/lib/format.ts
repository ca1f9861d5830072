import { useTranslation } from 'react-i18next';

const day = 86_400_000;
const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** Numbers and dates in the language of the interface. */
export function formatsOf(language: string) {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const thisYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const otherYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 });
  const millis = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', unitDisplay: 'narrow', maximumFractionDigits: 0 });
  const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short', maximumFractionDigits: 0 });
  const hours = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'short', maximumFractionDigits: 1 });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
  const sizes = sizeUnits.map((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }));
  return {
    bytes: (count: number) => {
      const step = Math.min(sizes.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
      return sizes[step]!.format(count / 1000 ** step);
    },
    number: (value: number) => number.format(value),
    /** Of a share, 0 to 1. */
    percent: (share: number) => percent.format(share),
    /** Today the time, else the day. */
    short: (iso: string, now = new Date()) => {
      const date = new Date(iso);
      if (now.getTime() - date.getTime() < day && now.getDate() === date.getDate()) return time.format(date);
      return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
    },
    full: (iso: string) => full.format(new Date(iso)),
    /** Such as Saturday 21 November 2026. */
    weekday: (date: Date) => weekday.format(date),
    days: (from: Date, to: Date) => days.formatRange(from, to),
    duration: (milliseconds: number) => {
      if (milliseconds < 1) return `<\u2060${millis.format(1)}`;
      if (milliseconds < 1_000) return millis.format(milliseconds);
      if (milliseconds < 60_000) return seconds.format(milliseconds / 1_000);
      return milliseconds < 3_600_000 ? minutes.format(milliseconds / 60_000) : hours.format(milliseconds / 3_600_000);
    },
  };
}

const made = new Map<string, ReturnType<typeof formatsOf>>();

export function useFormats() {
  const language = useTranslation().i18n.language;
  let formats = made.get(language);
  if (!formats) made.set(language, (formats = formatsOf(language)));
  return formats;
}

export function hostOf(url: string): string {
  try {
    return new URL(url).hostname.replace(/^www\./, '');
  } catch {
    return url;
  }
}

/** Only what a browser may follow from a text of the library. */
export const isWebAddress = (href: string) => /^https?:\/\//i.test(href);
