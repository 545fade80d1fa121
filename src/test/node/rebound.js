// The service under test, and a list of four rows to begin with.
import { randomUUID } from 'node:crypto';
import sendgrid from '@sendgrid/client';

export const BOUNCES = '/v3/suppression/bounces';

/** Any well-formed key is taken in mock mode. */
export const KEY = process.env.REBOUND_KEY ?? `SG.${'x'.repeat(22)}.${'y'.repeat(43)}`;

/** Where the API listens, and where the mock's controls do: the defaults of `./rebound`. */
export const URL = process.env.REBOUND_URL ?? 'http://127.0.0.1:8080';
export const ADMIN_URL = process.env.REBOUND_ADMIN_URL ?? 'http://127.0.0.1:8081';

/** A client whose host is all that differs from one of SendGrid's. */
export function clientWith(key) {
  const client = new sendgrid.Client();
  if (key) {
    client.setApiKey(key);
  }
  client.setDefaultRequest('baseUrl', URL);
  return client;
}

export const client = clientWith(KEY);

/** Asks, and gives back the client's view of the answer. */
export async function ask(request, asker = client) {
  const [response] = await asker.request(request);
  return response;
}

/** Asks for what must fail, and gives back the client's error. */
export async function askInVain(request, asker = client) {
  try {
    await asker.request(request);
  } catch (error) {
    return error;
  }
  throw new Error(`${request.method} ${request.url} succeeded`);
}

/** The addresses of a page, in its order. */
export async function emails(qs = {}) {
  const { body } = await ask({ method: 'GET', url: BOUNCES, qs });
  return body.map((row) => row.email);
}

/** Tells bounces by the way in, which is no part of SendGrid's API. */
export async function tell(rows, asker = client) {
  const { body } = await ask({ method: 'POST', url: '/rebound/v1/bounces', body: rows }, asker);
  if (body.rejected.length > 0) {
    throw new Error(JSON.stringify(body.rejected));
  }
}

/**
 * A row of the list. What was told once does not come back after its deletion, not even in the next run against the
 * same service, so that each has a reason of its own.
 */
export function row(created, email) {
  return { created, email, reason: `550 5.1.1 <${email}> unknown; ${randomUUID()} `, status: '5.1.1' };
}

/** Empties the list and puts four rows on it, which it gives back as the list has them: newest first. */
export async function fourRows() {
  const rows = [
    row(1700000040, 'sales@example.com'),
    row(1700000030, 'a+b@example.com'),
    row(1700000020, 'post.sales@example.org'),
    row(1700000010, 'nobody@example.org'),
  ];
  await ask({ method: 'DELETE', url: BOUNCES, body: { delete_all: true } });
  await tell(rows);
  return rows;
}
