// The mock's clock: a bounce without a time is of the time that the clock shows.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADMIN_URL, ask, BOUNCES, emails, fourRows, row, tell } from './rebound.js';

describe('with the clock stopped on New Year 2026', () => {
  before(() => setClock('PUT', { freeze: '2026-01-01T00:00:00Z' }));
  after(() => setClock('DELETE'));

  it('a bounce is of that second', async () => {
    await fourRows();
    const { created, ...bounce } = row(0, 'new-year@example.com');
    await tell([bounce]);
    const { body } = await ask({ method: 'GET', url: `${BOUNCES}/${bounce.email}` });
    assert.equal(body[0].created, 1767225600);
    assert.deepEqual(await emails({ start_time: 1767225600, end_time: 1767225600 }), [bounce.email]);
  });
});

async function setClock(method, body) {
  const response = await fetch(`${ADMIN_URL}/mock/clock`, { method, body: body && JSON.stringify(body) });
  assert.equal(response.status, 200);
}
