// Keys, scopes, subusers and the rate limit.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, askInVain, BOUNCES, clientWith, emails, fourRows, KEY, row, tell } from './rebound.js';

const LIST = { method: 'GET', url: BOUNCES };
const SUBUSER = process.env.REBOUND_SUBUSER;

describe('an account', () => {
  it('may do everything with any key', async () => {
    const { statusCode, body } = await ask({ method: 'GET', url: '/v3/scopes' });
    assert.equal(statusCode, 200);
    for (const scope of ['suppression.bounces.read', 'suppression.bounces.delete']) {
      assert.ok(body.scopes.includes(scope), scope);
    }
  });

  it('is not found by a key that is not formed as one', async () => {
    const error = await askInVain(LIST, clientWith('SG.too.short'));
    assert.equal(error.code, 401);
    assert.equal(error.message, 'Unauthorized');
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'unauthorized' }]);
  });

  it('is not found without a key', async () => {
    const error = await askInVain(LIST, clientWith(''));
    assert.equal(error.code, 401);
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'authorization required' }]);
  });

  it('cannot act for a subuser that is not its own', async () => {
    const client = clientWith(KEY);
    client.setImpersonateSubuser('nobody-of-this-name');
    const error = await askInVain(LIST, client);
    assert.equal(error.code, 403);
    assert.deepEqual(error.response.body.errors, [{ field: null, message: 'access forbidden' }]);
  });

  it('acts for its subuser', { skip: !SUBUSER && 'REBOUND_SUBUSER names none' }, async () => {
    const rows = await fourRows();
    const client = clientWith(KEY);
    client.setImpersonateSubuser(SUBUSER);
    await ask({ method: 'DELETE', url: BOUNCES, body: { delete_all: true } }, client);
    const theirs = row(1700000050, 'theirs@example.com');
    await tell([theirs], client);
    assert.deepEqual((await ask(LIST, client)).body, [theirs]);
    assert.deepEqual(await emails(), rows.map((each) => each.email));
  });

  it('is told how many requests it has left', async () => {
    const [first, second] = [await rateLimit(), await rateLimit()];
    assert.equal(first.limit, 600);
    // A new minute may begin between the two.
    assert.equal(second.remaining, second.reset > first.reset ? 599 : first.remaining - 1);
    assert.equal(second.reset % 60, 0);
  });
});

async function rateLimit() {
  const { headers } = await ask(LIST);
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    Number(headers[`x-ratelimit-${name}`]),
  );
  return { limit, remaining, reset };
}
