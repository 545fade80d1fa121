import { ActionForm, Failure, Field, Loaded } from '../components.js';
import { useConsole } from '../context.js';
import { html } from '../lib.js';
import { useAction, useInterval, useLoad } from '../load.js';

const CLOCK = '/mock/clock';
const REFRESH_MILLIS = 2000;

/** The clock of the mock, which can be stopped and moved. */
export function ClockSection() {
  const { api, say } = useConsole();
  const clock = useLoad((signal) => api.get(CLOCK, {}, signal), [api]);
  useInterval(clock.reload, REFRESH_MILLIS);
  const change = async (method, body) => {
    const { now } = await api.sendJson(method, CLOCK, body);
    say(`The clock shows ${now}.`);
    clock.reload();
  };
  // The input has no zone: its value counts as UTC.
  const stop = useAction(({ freeze }) => change('PUT', { freeze: new Date(`${freeze}Z`).toISOString() }));
  const move = useAction(({ shift }) => change('PUT', { shift: shift.trim() }));
  const restore = useAction(() => change('DELETE'));
  return html`
    <section aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <${Loaded} loaded=${clock} endpoint=${`GET ${CLOCK}`}>
        ${({ now }) => html`
          <p>It shows <code>${now}</code>.</p>
          <div class="columns">
            <${ActionForm} action=${stop} submit="Stop">
              <${Field} label="Stop at (UTC)" name="freeze" type="datetime-local" step="1" required />
            <//>
            <${ActionForm} action=${move} submit="Move">
              <${Field} label="Away from the real time by" name="shift" required placeholder="PT5M"
                hint="A duration of ISO 8601: PT5M, -P3D." />
            <//>
          </div>
          <button type="button" disabled=${restore.isRunning} onClick=${restore.run}>Restore the real time</button>
          <${Failure} error=${restore.error} />
        `}
      <//>
    </section>
  `;
}
