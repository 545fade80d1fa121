import { ActionForm, Choice, Field } from '../components.js';
import { useConsole } from '../context.js';
import { counted } from '../format.js';
import { html, useState } from '../lib.js';
import { useAction } from '../load.js';

const EVENTS = ['bounce', 'blocked', 'dropped', 'deferred', 'delivered', 'open', 'click', 'spamreport', 'unsubscribe'];

/** Sends events to a URL as SendGrid's Event Webhook does, and shows the result of each request. */
export function EventSection() {
  const { api, say } = useConsole();
  const [lines, setLines] = useState([]);
  const send = useAction(async ({ url, event, email, reason }) => {
    setLines([]);
    const sent = { event, email, ...(reason && { reason }) };
    await api.sendForLines('POST', '/mock/events', { url, events: [sent] }, (line) =>
      setLines((earlier) => [...earlier, line]),
    );
    say('The event was sent.');
  });
  return html`
    <section aria-labelledby="events">
      <h2 id="events">Events</h2>
      <${ActionForm} action=${send} submit="Send the event">
        <div class="columns">
          <${Field} label="URL" name="url" type="url" required placeholder="http://127.0.0.1:9999/hook" />
          <${Choice} label="Event" name="event" options=${EVENTS.map((name) => [name, name])} />
          <${Field} label="Address" name="email" required />
          <${Field} label="Reason" name="reason" placeholder="550 5.1.1 User unknown" />
        </div>
      <//>
      ${lines.length > 0 &&
      html`<ol aria-label="Results">${lines.map((line) => html`<li>${describe(line)}</li>`)}</ol>`}
    </section>
  `;
}

function describe(line) {
  if (line.done !== undefined) {
    return `${counted(line.delivered, 'delivery', 'deliveries')} accepted, ${line.failed} given up`;
  }
  const { delivery, try: attempt, status, millis, error } = line;
  const result = `Delivery ${delivery}, try ${attempt}: ${status ?? 'no response'} after ${millis} ms`;
  return error ? `${result}, ${error}` : result;
}
