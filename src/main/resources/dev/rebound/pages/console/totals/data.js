import { utcDay } from '../format.js';

export const BY_CLASS = '/v3/suppressions/bounces/classifications';

const DAY_MILLIS = 86400000;
const DEFAULT_DAYS = 30;

// In this order, which gives each its color.
const CLASSES = [
  'Invalid Address',
  'Mailbox Unavailable',
  'Content',
  'Reputation',
  'Frequency or Volume Too High',
  'Technical Failure',
  'Unclassified',
];

/** Returns the path of the totals of a class by recipient domain. */
export function byDomain(name) {
  return `${BY_CLASS}/${encodeURIComponent(name)}`;
}

/** Returns the last days up to today, as UTC days. */
export function lastDays(number = DEFAULT_DAYS) {
  const now = Date.now();
  return { from: utcDay(new Date(now - (number - 1) * DAY_MILLIS)), to: utcDay(new Date(now)) };
}

/** Returns the name of a class's color. */
export function colorOf(name) {
  const index = CLASSES.indexOf(name === 'Technical' ? 'Technical Failure' : name);
  return `--class-${index < 0 ? CLASSES.length : index + 1}`;
}

/**
 * Loads totals.
 *
 * @returns {Promise<{days: string[], series: {name: string, total: number, counts: number[]}[]}>} all days of the
 *     range, and a series for each class or domain, the largest first
 */
export async function loadTotals(api, path, { from, to }, signal) {
  const { result } = await api.get(path, { start_date: from, end_date: to }, signal);
  const days = daysBetween(from, to);
  const position = new Map(days.map((day, index) => [day, index]));
  const byName = new Map();
  for (const { date, stats } of result) {
    for (const { classification, domain, count } of stats) {
      const name = classification ?? domain;
      const group = byName.get(name) ?? { name, total: 0, counts: days.map(() => 0) };
      group.total += count;
      group.counts[position.get(date)] += count;
      byName.set(name, group);
    }
  }
  return { days, series: [...byName.values()].sort((one, other) => other.total - one.total) };
}

function daysBetween(from, to) {
  const days = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY_MILLIS) {
    days.push(utcDay(new Date(time)));
  }
  return days;
}
