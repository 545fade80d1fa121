import { html } from '../lib.js';
import { ClockSection } from '../mock/clock.js';
import { EventSection } from '../mock/events.js';
import { FaultSection } from '../mock/faults.js';
import { ListSection } from '../mock/lists.js';
import { RequestSection } from '../mock/requests.js';

/** The controls of a mock. */
export function Mock() {
  return html`
    <h1>Mock</h1>
    <${ListSection} />
    <${ClockSection} />
    <${FaultSection} />
    <${EventSection} />
    <${RequestSection} />
  `;
}
