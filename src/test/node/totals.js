// GET /v3/suppressions/bounces/classifications, and of one class. Totals are history: they outlive the list, and add
// up from run to run, so that each test looks at what its own events add.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { ask, row, tell } from './rebound.js';

const TOTALS = '/v3/suppressions/bounces/classifications';
const DAY = '2001-02-03';
const NOON = Date.parse(`${DAY}T12:00:00Z`) / 1000;
const CLASS = 'Mailbox Unavailable';

describe('the totals', () => {
  it('are counted by day and class', async () => {
    const before = await count();
    await tell(threeEvents('example.net'));
    assert.equal((await count()) - before, 3);
  });

  it('are told in CSV', async () => {
    await tell(threeEvents('example.net'));
    const { headers, body } = await totals(TOTALS, { Accept: 'text/csv' });
    assert.equal(headers['content-type'], 'text/csv');
    const [header, ...lines] = body.trimEnd().split('\n');
    assert.equal(header, 'date,classification,count');
    assert.ok(lines.includes(`${DAY},${CLASS},${await count()}`), body);
  });

  it('of one class are counted by domain', async () => {
    const domain = `${randomUUID()}.example`;
    await tell(threeEvents(domain));
    const { body } = await totals(`${TOTALS}/${encodeURIComponent(CLASS)}`);
    const [day] = body.result;
    assert.equal(day.date, DAY);
    assert.deepEqual(day.stats.find((each) => each.domain === domain), { domain, count: 3 });
  });
});

/** Two bounces and a block, which is counted though it is not on the list. */
function threeEvents(domain) {
  const events = ['one', 'two', 'three'].map((name) => row(NOON, `${name}@${domain}`));
  events[2].type = 'blocked';
  return events.map((event) => ({ ...event, classification: CLASS }));
}

async function count() {
  const { body } = await totals(TOTALS);
  const [day = { stats: [] }] = body.result;
  return day.stats.find((each) => each.classification === CLASS)?.count ?? 0;
}

function totals(url, headers = {}) {
  return ask({ method: 'GET', url, headers, qs: { start_date: DAY, end_date: DAY } });
}
