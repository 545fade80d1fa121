// The legacy v2 API, which the client reaches as any other path.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ask, askInVain, emails, fourRows, KEY } from './rebound.js';

function v2(action, parameters = {}, key = KEY) {
  const qs = { api_user: 'apikey', api_key: key, ...parameters };
  return { method: 'GET', url: `/api/bounces.${action}.json`, qs };
}

describe('the v2 API', () => {
  let rows;

  beforeEach(async () => {
    rows = await fourRows();
  });

  it('gets a bounce with its time', async () => {
    const { statusCode, body } = await ask(v2('get', { date: 1, email: rows[0].email }));
    assert.equal(statusCode, 200);
    const { status, reason, email } = rows[0];
    assert.deepEqual(body, [{ status, created: '2023-11-14 22:14:00', reason, email }]);
  });

  it('counts the list', async () => {
    assert.deepEqual((await ask(v2('count'))).body, { count: '4' });
  });

  it('deletes an address, and tells one that is not there without an error', async () => {
    const deletion = () => ask(v2('delete', { email: rows[0].email }));
    assert.deepEqual((await deletion()).body, { message: 'success' });
    assert.deepEqual((await deletion()).body, { message: 'Email does not exist' });
    assert.equal((await emails()).length, 3);
  });

  it('refuses a bad key', async () => {
    const error = await askInVain(v2('get', {}, 'password'));
    assert.equal(error.code, 403);
    assert.deepEqual(error.response.body, { error: 'Bad username / password' });
  });
});
