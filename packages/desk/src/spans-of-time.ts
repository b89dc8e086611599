import type { Instant } from '@nara/contract';

/** A length of time as it is told: in whole minutes, hours with minutes up to ten hours, hours, or days. */
export type Wait =
  | { readonly unit: 'now' }
  | { readonly unit: 'minutes'; readonly count: number }
  | { readonly unit: 'hours'; readonly count: number }
  | { readonly unit: 'hoursMinutes'; readonly hours: number; readonly count: number }
  | { readonly unit: 'days'; readonly count: number };

/** How long it is from one instant to another, for a reader; never below zero. */
export function waitBetween(from: Instant, to: Instant): Wait {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes === 0) return { unit: 'now' };
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return { unit: 'days', count: Math.floor(hours / 24) };
  if (hours >= 10 || minutes % 60 === 0) return { unit: 'hours', count: hours };
  return { unit: 'hoursMinutes', hours, count: minutes % 60 };
}

/** An age as it is told: in months under two years, else in years. */
export interface Age {
  readonly unit: 'months' | 'years';
  readonly count: number;
}

/** The age on a calendar day (`2026-11-23`) of somebody born on another. Born on 29 February: a year older on 1 March in other years. */
export function ageOn(day: string, birthDate: string): Age {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [bornYear = 0, bornMonth = 0, bornDate = 0] = birthDate.split('-').map(Number);
  const months = (year - bornYear) * 12 + (month - bornMonth) - (date < bornDate ? 1 : 0);
  if (months < 24) return { unit: 'months', count: Math.max(0, months) };
  return { unit: 'years', count: Math.floor(months / 12) };
}
