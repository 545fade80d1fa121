import { endOfDay, startOfDay } from '../format.js';

export const LIST = '/v3/suppression/bounces';

const PAGE_ROWS = 50;

/** Returns the query of the API for the filter in the URL. */
export function filterQuery({ email = '', from, to }) {
  return { email: email.trim(), start_time: startOfDay(from), end_time: endOfDay(to) };
}

/** Loads a page of the list; `next` is the cursor of the page behind it, if it may have one. */
export async function loadPage(api, filter, after, signal) {
  const response = await api.send('GET', LIST, { query: { ...filter, after, limit: PAGE_ROWS }, signal });
  return { rows: await response.json(), next: response.headers.get('X-Rebound-Next') };
}

/**
 * Loads the classes of the rows of a page, which the list itself does not have.
 *
 * @returns {Promise<Map<string, string>>} by address; without those whose events are gone
 */
export async function loadClasses(api, rows, signal) {
  if (rows.length === 0) {
    return new Map();
  }
  const response = await api.send('POST', '/rebound/v1/classes', {
    body: JSON.stringify({ emails: rows.map(({ email }) => email) }),
    headers: { 'Content-Type': 'application/json' },
    signal,
  });
  const { result } = await response.json();
  return new Map(result.map(({ email, classification }) => [email, classification]));
}

/**
 * Loads the number of addresses that match a filter. The last link of pages of one row counts them.
 *
 * @returns {Promise<number | undefined>} undefined if the service does not count so many matches
 */
export async function loadTotal(api, filter, signal) {
  const response = await api.send('HEAD', LIST, { query: { ...filter, limit: 1 }, signal });
  const last = /[?&]offset=(\d+)>; rel="last"/.exec(response.headers.get('Link') ?? '');
  return last ? Number(last[1]) + 1 : undefined;
}
