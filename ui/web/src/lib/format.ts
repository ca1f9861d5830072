import { useTranslation } from 'react-i18next';

const day = 86_400_000;
const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** Numbers and dates in the language of the interface. */
export function formatsOf(language: string) {
  const number = new Intl.NumberFormat(language);
  const thisYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const otherYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const time = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 });
  const millis = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', unitDisplay: 'narrow', maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const sizes = sizeUnits.map((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }));
  return {
    percent: (share: number) => percent.format(share),
    bytes: (count: number) => {
      const step = Math.min(sizes.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
      return sizes[step]!.format(count / 1000 ** step);
    },
    number: (value: number) => number.format(value),
    /** Today the time, else the day. */
    short: (iso: string, now = new Date()) => {
      const date = new Date(iso);
      if (now.getTime() - date.getTime() < day && now.getDate() === date.getDate()) return time.format(date);
      return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
    },
    full: (iso: string) => full.format(new Date(iso)),
    duration: (milliseconds: number) => (milliseconds < 1000 ? millis.format(milliseconds) : seconds.format(milliseconds / 1000)),
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
