const NUMBER = new Intl.NumberFormat();
const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Returns a count with the separators of the user's language. */
export function count(number) {
  return NUMBER.format(number);
}

/** Returns a count with its noun, such as `1 address` or `1,024 addresses`. */
export function counted(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** Returns a time in the user's zone. */
export function localTime(date) {
  return LOCAL.format(date);
}

/** Returns a time as `2026-11-28 22:04:25 UTC`. */
export function utcTime(date) {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Returns the Unix seconds at which a local day starts; undefined without a day. */
export function startOfDay(day) {
  return day ? Math.floor(new Date(`${day}T00:00`).getTime() / 1000) : undefined;
}

/** Returns the last Unix second of a local day; undefined without a day. */
export function endOfDay(day) {
  if (!day) {
    return undefined;
  }
  // A day of a change between summer and winter time does not have 24 hours.
  const next = new Date(`${day}T00:00`);
  next.setDate(next.getDate() + 1);
  return Math.floor(next.getTime() / 1000) - 1;
}

/** Returns the UTC day of a time, such as `2026-11-28`. */
export function utcDay(date) {
  return date.toISOString().slice(0, 10);
}
