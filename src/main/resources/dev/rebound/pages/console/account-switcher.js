import { Api } from './api.js';
import { Choice } from './components.js';
import { useConsole } from './context.js';
import { html } from './lib.js';
import { useLoad } from './load.js';
import { currentRoute, show } from './route.js';

const MOST = 500;

/** Chooses the subuser on whose behalf all requests are sent; nothing for an account without subusers. */
export function AccountSwitcher() {
  const { api } = useConsole();
  const { key, subuser } = api;
  const subusers = useLoad(
    (signal) => new Api(key, '', api.onUnauthorized).get('/v3/subusers', { limit: MOST }, signal),
    [api],
  );
  const names = new Set([subuser, ...(subusers.data ?? []).map(({ username }) => username)]);
  names.delete('');
  if (names.size === 0) {
    return null;
  }
  const select = ({ target }) => show(currentRoute().page, { as: target.value });
  const options = [['', 'Own account'], ...[...names].map((name) => [name, name])];
  return html`<${Choice} label="Account" options=${options} value=${subuser} onChange=${select} />`;
}
