// What is refused, as the client tells it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askInVain, BOUNCES } from './rebound.js';

describe('a request is refused', () => {
  it('for a page of more than 500 rows', async () => {
    const error = await askInVain({ method: 'GET', url: BOUNCES, qs: { limit: 501 } });
    assert.equal(error.code, 400);
    assert.equal(error.message, 'Bad Request');
    assert.equal(error.response.headers['content-type'], 'application/json');
    const [{ field, message }] = error.response.body.errors;
    assert.equal(field, 'limit');
    assert.ok(error.toString().includes(message), error.toString());
  });

  it('for every parameter that is wrong', async () => {
    const qs = { start_time: 'yesterday', end_time: 'now', offset: -1 };
    const error = await askInVain({ method: 'GET', url: BOUNCES, qs });
    assert.equal(error.code, 400);
    const fields = error.response.body.errors.map((each) => each.field);
    assert.deepEqual(fields.sort(), ['end_time', 'offset', 'start_time']);
  });

  it('for a class that is none', async () => {
    const url = '/v3/suppressions/bounces/classifications/Nonsense';
    const error = await askInVain({ method: 'GET', url });
    assert.equal(error.code, 400);
    assert.equal(error.response.body.errors[0].field, 'classification');
  });

  it('for a path that is not served', async () => {
    const error = await askInVain({ method: 'GET', url: '/v3/suppression/nothing' });
    assert.equal(error.code, 404);
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'resource not found' }]);
  });

  it('for a method that a path does not know', async () => {
    const error = await askInVain({ method: 'POST', url: BOUNCES, body: { email: 'a@example.com' } });
    assert.equal(error.code, 405);
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'method not allowed' }]);
    assert.ok(error.response.headers.allow.includes('DELETE'));
  });
});
