import { AccountSection } from '../accounts/accounts.js';
import { KeySection } from '../accounts/keys.js';
import { WebhookSection } from '../accounts/webhooks.js';
import { html } from '../lib.js';

/** Subusers, keys and webhooks. */
export function Accounts() {
  return html`
    <h1>Accounts</h1>
    <${AccountSection} />
    <${KeySection} />
    <${WebhookSection} />
  `;
}
