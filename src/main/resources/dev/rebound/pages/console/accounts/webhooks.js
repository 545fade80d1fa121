import { ActionForm, Choice, CopyButton, Dialog, Field, Loaded, Time } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction, useLoad } from '../load.js';

const WEBHOOKS = '/rebound/v1/webhooks';

const PUBLIC_KEY = {
  name: 'public_key',
  label: 'Public key',
  hint: 'The verification key that SendGrid shows. Without it, deliveries need an API key.',
};
const TOPIC = { name: 'topic_arn', label: 'ARN of the SNS topic', required: true };
const SECRET = {
  name: 'secret',
  label: 'Secret',
  type: 'password',
  required: true,
  hint: 'With which the vendor signs.',
};

// The vendors, and what each needs to prove its deliveries. The others get a password in the URL.
const VENDORS = {
  sendgrid: { text: 'SendGrid', proof: PUBLIC_KEY },
  ses: { text: 'Amazon SES', proof: TOPIC },
  mailgun: { text: 'Mailgun', proof: SECRET },
  resend: { text: 'Resend', proof: SECRET },
  mailersend: { text: 'MailerSend', proof: SECRET },
  mandrill: { text: 'Mandrill', proof: SECRET },
  postmark: { text: 'Postmark' },
  sparkpost: { text: 'SparkPost' },
  brevo: { text: 'Brevo' },
  mailjet: { text: 'Mailjet' },
  other: { text: 'Other' },
};

/** The URLs to which vendors deliver their events. */
export function WebhookSection() {
  const { api, can } = useConsole();
  const [dialog, setDialog] = useState();
  const webhooks = useLoad((signal) => api.get(WEBHOOKS, {}, signal), [api]);
  const close = () => setDialog(undefined);
  const finish = (next) => {
    setDialog(next);
    webhooks.reload();
  };
  return html`
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <${Loaded} loaded=${webhooks} endpoint=${`GET ${WEBHOOKS}`}>
        ${(data) => html`
          <${WebhookTable}
            webhooks=${data.webhooks}
            onRevoke=${can('rebound.webhooks.delete') && ((webhook) => setDialog({ revoke: webhook }))}
          />
          ${
            can('rebound.webhooks.create') &&
            html`<button type="button" onClick=${() => setDialog({ isCreating: true })}>Create a webhook…</button>`
          }
        `}
      <//>
      ${dialog?.isCreating && html`<${CreateDialog} onClose=${close} onDone=${(created) => finish({ created })} />`}
      ${dialog?.created && html`<${CreatedDialog} url=${dialog.created.url} onClose=${close} />`}
      ${dialog?.revoke && html`<${RevokeDialog} webhook=${dialog.revoke} onClose=${close} onDone=${() => finish()} />`}
    </section>
  `;
}

function WebhookTable({ webhooks, onRevoke }) {
  if (webhooks.length === 0) {
    return html`<p class="quiet">There are no webhooks.</p>`;
  }
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Webhooks">
      <table>
        <thead>
          <tr>
            <th>Label</th><th>Vendor</th><th>Proof</th><th>Id</th><th>Created</th><th>Last deliveries</th>
            ${onRevoke && html`<th>Revoke</th>`}
          </tr>
        </thead>
        <tbody>
          ${webhooks.map((each) => html`<${WebhookRow} key=${each.id} webhook=${each} onRevoke=${onRevoke} />`)}
        </tbody>
      </table>
    </div>
  `;
}

function WebhookRow({ webhook, onRevoke }) {
  const { id, from, proof, label, created, revoked, last } = webhook;
  const revoke = html`
    <button type="button" aria-label=${`Revoke webhook ${label || id}`} onClick=${() => onRevoke(webhook)}>
      Revoke…
    </button>
  `;
  return html`
    <tr>
      <td>${label || '–'}</td>
      <td>${VENDORS[from]?.text ?? from}</td>
      <td>${proof.replace('_', ' ')}</td>
      <td><code>${id}</code></td>
      <td><${Time} seconds=${created} /></td>
      <td>${last.length > 0 ? html`<${Deliveries} last=${last} />` : '–'}</td>
      ${onRevoke && html`<td>${revoked ? html`revoked <${Time} seconds=${revoked} />` : revoke}</td>`}
    </tr>
  `;
}

function Deliveries({ last }) {
  return html`
    <details>
      <summary><${Time} seconds=${last[0].at} />: ${last[0].status}</summary>
      ${last.map(
        ({ at, status, added, updated, duplicates, rejected, ignored }) => html`
          <div>
            <${Time} seconds=${at} />: ${status}, ${added} added, ${updated} updated, ${duplicates} known,
            ${' '}${rejected} rejected, ${ignored} ignored
          </div>
        `,
      )}
    </details>
  `;
}

function CreateDialog({ onClose, onDone }) {
  const { api } = useConsole();
  const [vendor, setVendor] = useState('sendgrid');
  const create = useAction(async (values) => {
    const given = Object.entries(values).filter(([, value]) => value);
    onDone(await api.sendJson('POST', WEBHOOKS, Object.fromEntries(given)));
  });
  const { proof } = VENDORS[vendor];
  return html`
    <${Dialog} title="Create a webhook" onClose=${onClose}>
      <${ActionForm} action=${create} submit="Create" onClose=${onClose}>
        <${Choice}
          label="Vendor"
          name="from"
          value=${vendor}
          onChange=${({ target }) => setVendor(target.value)}
          options=${Object.entries(VENDORS).map(([name, { text }]) => [name, text])}
        />
        ${proof && html`<${Field} key=${proof.name} ...${proof} />`}
        <${Field} label="Label" name="label" maxlength="200" />
      <//>
    <//>
  `;
}

function CreatedDialog({ url, onClose }) {
  return html`
    <${Dialog} title="The new webhook" onClose=${onClose}>
      <p>Enter this URL at the vendor. A password in it is not shown again.</p>
      <p class="quote"><code>${url}</code></p>
      <div class="buttons">
        <${CopyButton} text=${url} />
        <button type="button" class="primary" onClick=${onClose}>Done</button>
      </div>
    <//>
  `;
}

function RevokeDialog({ webhook, onClose, onDone }) {
  const { api, say } = useConsole();
  const name = webhook.label || webhook.id;
  const revoke = useAction(async () => {
    await api.sendJson('DELETE', `${WEBHOOKS}/${encodeURIComponent(webhook.id)}`);
    say(`The webhook ${name} is revoked.`);
    onDone();
  });
  return html`
    <${Dialog} title=${`Revoke the webhook ${name}?`} onClose=${onClose}>
      <${ActionForm} action=${revoke} submit="Revoke" isDangerous onClose=${onClose}>
        <p>Its deliveries get 404 within a few seconds. A revoked webhook cannot be restored.</p>
      <//>
    <//>
  `;
}
