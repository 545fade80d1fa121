// DELETE /v3/suppression/bounces, and of one address.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ask, askInVain, BOUNCES, emails, fourRows } from './rebound.js';

describe('a deletion', () => {
  let rows;

  beforeEach(async () => {
    rows = (await fourRows()).map((row) => row.email);
  });

  it('takes one address off the list, once', async () => {
    const request = { method: 'DELETE', url: `${BOUNCES}/${rows[1]}` };
    const response = await ask(request);
    assert.equal(response.statusCode, 204);
    assert.equal(response.body, '');
    assert.deepEqual(await emails(), [rows[0], rows[2], rows[3]]);
    const error = await askInVain(request);
    assert.equal(error.code, 404);
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'resource not found' }]);
  });

  it('takes those that are named', async () => {
    const body = { emails: [rows[0], rows[2], 'never@example.com'] };
    assert.equal((await ask({ method: 'DELETE', url: BOUNCES, body })).statusCode, 204);
    assert.deepEqual(await emails(), [rows[1], rows[3]]);
  });

  it('takes all', async () => {
    const response = await ask({ method: 'DELETE', url: BOUNCES, body: { delete_all: true } });
    assert.equal(response.statusCode, 204);
    assert.deepEqual(await emails(), []);
  });

  it('that names some and says all takes none', async () => {
    const body = { delete_all: true, emails: [rows[0]] };
    const error = await askInVain({ method: 'DELETE', url: BOUNCES, body });
    assert.equal(error.code, 400);
    assert.equal(error.response.body.errors[0].field, 'delete_all');
    assert.deepEqual(await emails(), rows);
  });

  it('without a body takes none', async () => {
    assert.equal((await askInVain({ method: 'DELETE', url: BOUNCES })).code, 400);
    assert.deepEqual(await emails(), rows);
  });
});
