// GET /v3/suppression/bounces, and of one address.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ask, BOUNCES, emails, fourRows, URL } from './rebound.js';

describe('the list', () => {
  let rows;

  beforeEach(async () => {
    rows = await fourRows();
  });

  it('is an array, the newest first', async () => {
    const response = await ask({ method: 'GET', url: BOUNCES });
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['content-type'], 'application/json');
    assert.deepEqual(response.body, rows);
  });

  it('is read page by page', async () => {
    const pages = [];
    for (let offset = 0; offset <= rows.length; offset += 3) {
      pages.push(await emails({ limit: 3, offset }));
    }
    assert.deepEqual(pages, [rows.slice(0, 3), rows.slice(3)].map((page) => page.map((each) => each.email)));
    assert.deepEqual(await emails({ limit: 3, offset: 6 }), []);
  });

  it('links its pages', async () => {
    const { headers } = await ask({ method: 'GET', url: BOUNCES, qs: { limit: 3 } });
    const page = (offset) => `<${URL}${BOUNCES}?limit=3&offset=${offset}>`;
    assert.equal(
      headers.link,
      `${page(3)}; rel="next"; title="2", ${page(0)}; rel="prev"; title="1", ` +
        `${page(3)}; rel="last"; title="2", ${page(0)}; rel="first"; title="1"`,
    );
  });

  it('is narrowed to a range whose ends belong to it', async () => {
    const found = await emails({ start_time: 1700000020, end_time: 1700000030 });
    assert.deepEqual(found, ['a+b@example.com', 'post.sales@example.org']);
  });

  it('is narrowed to addresses that start with a text', async () => {
    assert.deepEqual(await emails({ email: 'sales' }), ['sales@example.com']);
    assert.deepEqual(await emails({ email: 'a+b@' }), ['a+b@example.com']);
  });

  it('is narrowed by a wildcard, written as meant or as the documents have it', async () => {
    const both = ['sales@example.com', 'post.sales@example.org'];
    assert.deepEqual(await emails({ email: '%sales' }), both);
    assert.deepEqual(await emails({ email: '%25sales' }), both);
    assert.deepEqual(await emails({ email: '%sales%org' }), ['post.sales@example.org']);
  });

  it('has an array of one for an address that is on it', async () => {
    const { statusCode, body } = await ask({ method: 'GET', url: `${BOUNCES}/a+b@example.com` });
    assert.equal(statusCode, 200);
    assert.deepEqual(body, [rows[1]]);
  });

  it('has an empty array for an address that is not', async () => {
    const { statusCode, body } = await ask({ method: 'GET', url: `${BOUNCES}/somebody@example.com` });
    assert.equal(statusCode, 200);
    assert.deepEqual(body, []);
  });
});
