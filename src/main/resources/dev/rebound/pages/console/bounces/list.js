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
 * Loads the number of addresses that match a filter. The last link of pages of one row counts them.
 *
 * @returns {Promise<number | undefined>} undefined if the service does not count so many matches
 */
export async function loadTotal(api, filter, signal) {
  const response = await api.send('HEAD', LIST, { query: { ...filter, limit: 1 }, signal });
  const last = /[?&]offset=(\d+)>; rel="last"/.exec(response.headers.get('Link') ?? '');
  return last ? Number(last[1]) + 1 : undefined;
}
