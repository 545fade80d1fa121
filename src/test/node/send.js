// mail.send of SendGrid's own client, and its helper for the webhook: the whole loop of a bounce.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import sendgridWebhook from '@sendgrid/eventwebhook';
import sendgridMail from '@sendgrid/mail';
import { ADMIN_URL, ask, BOUNCES, client } from './rebound.js';

const SETTINGS = '/v3/user/webhooks/event/settings';
const { EventWebhook, EventWebhookHeader } = sendgridWebhook;
const mail = new sendgridMail.MailService();
mail.setClient(client);

describe('a sent message', () => {
  const deliveries = [];
  const server = createServer(receive);
  let key;

  async function receive(request, response) {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    response.end();
    deliveries.push({ headers: request.headers, body: Buffer.concat(parts) });
    server.emit('delivery');
  }

  /** The next delivery; its signature is verified. */
  async function delivery() {
    while (deliveries.length === 0) {
      await once(server, 'delivery');
    }
    const { headers, body } = deliveries.shift();
    const helper = new EventWebhook();
    const signature = headers[EventWebhookHeader.SIGNATURE().toLowerCase()];
    const timestamp = headers[EventWebhookHeader.TIMESTAMP().toLowerCase()];
    assert.ok(helper.verifySignature(helper.convertPublicKeyToECDSA(key), body, signature, timestamp));
    return JSON.parse(body.toString());
  }

  async function control(method, path, body) {
    const response = await fetch(`${ADMIN_URL}/mock/${path}`, { method, body: body && JSON.stringify(body) });
    assert.ok(response.ok, await response.text());
  }

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await control('PUT', 'clock', { freeze: '2026-01-01T00:00:00Z' });
    const url = `http://127.0.0.1:${server.address().port}/`;
    const body = { enabled: true, url, processed: true, delivered: true, bounce: true, dropped: true };
    await ask({ method: 'PATCH', url: SETTINGS, body });
    key = (await ask({ method: 'PATCH', url: `${SETTINGS}/signed`, body: { enabled: true } })).body.public_key;
  });

  beforeEach(() => control('POST', 'reset', { to: 'empty' }));

  after(async () => {
    await ask({ method: 'PATCH', url: SETTINGS, body: { enabled: false } });
    await control('DELETE', 'outcomes');
    await control('DELETE', 'clock');
    server.close();
  });

  const message = (to) => ({ to, from: 'shop@example.com', subject: 'Hello', text: 'Hi', html: '<p>Hi</p>' });

  it('is accepted with an id', async () => {
    const [response] = await mail.send({ ...message('ann@example.com'), categories: ['one'], customArgs: { order: '7' } });
    assert.equal(response.statusCode, 202);
    const [processed, delivered] = await delivery();
    assert.deepEqual([processed.event, delivered.event], ['processed', 'delivered']);
    assert.ok(delivered.sg_message_id.startsWith(`${response.headers['x-message-id']}.`));
    assert.deepEqual([delivered.category, delivered.order], [['one'], '7']);
  });

  it('that bounces is on the list, and the next one is dropped', async () => {
    const to = 'bounce+5.1.1@example.com';
    await mail.send(message(to));
    assert.deepEqual((await delivery()).map(({ event }) => event), ['processed', 'bounce']);
    const { body } = await ask({ method: 'GET', url: `${BOUNCES}/${to}` });
    assert.equal(body[0].status, '5.1.1');
    await mail.send(message(to));
    const [dropped] = await delivery();
    assert.deepEqual([dropped.event, dropped.reason], ['dropped', 'Bounced Address']);
  });

  it('bounces later when a rule says so', async () => {
    const rule = { to: 'late@example.com', outcome: 'bounce', reply: '550 5.1.1 No such user', delay: 'PT1H' };
    await control('PUT', 'outcomes', [rule]);
    await mail.sendMultiple({ ...message(['late@example.com', 'ann@example.com']) });
    assert.equal((await delivery()).length, 3);
    await control('PUT', 'clock', { freeze: '2026-01-01T01:00:00Z' });
    const [bounce] = await delivery();
    assert.deepEqual([bounce.email, bounce.reason], ['late@example.com', '550 5.1.1 No such user']);
  });

  it('with a fault is refused with field and help', async () => {
    await assert.rejects(mail.send({ ...message('none'), subject: '' }), ({ code, response }) => {
      assert.equal(code, 400);
      const fields = response.body.errors.map(({ field }) => field);
      assert.deepEqual(fields, ['personalizations.0.to.0.email', 'subject']);
      return true;
    });
  });
});
