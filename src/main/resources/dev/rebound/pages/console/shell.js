import { includesScope, loadAccess } from './access.js';
import { AccountSwitcher } from './account-switcher.js';
import { Api } from './api.js';
import { Failure } from './components.js';
import { ConsoleContext } from './context.js';
import { html, useEffect, useMemo, useState } from './lib.js';
import { useLoad } from './load.js';
import { Accounts } from './pages/accounts.js';
import { Bounces } from './pages/bounces.js';
import { Mock } from './pages/mock.js';
import { Status } from './pages/status.js';
import { Totals } from './pages/totals.js';
import { linkTo } from './route.js';

const RESULT_MILLIS = 8000;
const PAGES = [
  { name: 'bounces', title: 'Bounces', view: Bounces, scope: 'suppression.bounces.read' },
  { name: 'totals', title: 'Totals', view: Totals, scope: 'suppression.bounces.read' },
  { name: 'accounts', title: 'Accounts', view: Accounts, scope: 'rebound.accounts.read' },
  { name: 'status', title: 'Status', view: Status },
  { name: 'mock', title: 'Mock', view: Mock, scope: 'rebound.mock', mode: 'mock' },
];

/** The frame of all pages, for a key and the account on whose behalf it acts. */
export function Shell({ apiKey, subuser, page, parameters, onSignOut }) {
  const api = useMemo(
    () => new Api(apiKey, subuser, () => onSignOut('The service no longer knows this key.')),
    [apiKey, subuser],
  );
  const access = useLoad((signal) => loadAccess(api, signal), [api]);
  const [result, setResult] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setResult(''), RESULT_MILLIS);
    return () => clearTimeout(timer);
  }, [result]);
  if (!access.data) {
    return html`<${Waiting} error=${access.error} onSignOut=${onSignOut} />`;
  }
  const { scopes, status } = access.data;
  const can = (scope) => includesScope(scopes, scope);
  const pages = PAGES.filter((each) => isShown(each, can, status));
  const current = pages.find(({ name }) => name === page) ?? pages[0];
  const account = status?.account.name ?? subuser;
  const shared = { api, account, can, keyScopes: status?.key.scopes ?? [], say: setResult };
  return html`
    <${ConsoleContext.Provider} value=${shared}>
      <a class="skip" href="#main" onClick=${skipToMain}>Skip to the content</a>
      <${Header} pages=${pages} current=${current} onSignOut=${onSignOut} />
      <main id="main" tabindex="-1"><${current.view} parameters=${parameters} /></main>
      <p class="result" role="status">${result}</p>
    <//>
  `;
}

function isShown({ scope, mode }, can, status) {
  return (!scope || can(scope)) && (!mode || status?.mode === mode);
}

// The fragment of the URL is the state of the view, so the link itself leads nowhere.
function skipToMain(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function Waiting({ error, onSignOut }) {
  return html`
    <main>
      <h1>Rebound</h1>
      ${error ? html`<${Failure} error=${error} />` : html`<p class="quiet">Loading…</p>`}
      <button type="button" onClick=${() => onSignOut()}>Sign out</button>
    </main>
  `;
}

function Header({ pages, current, onSignOut }) {
  return html`
    <header class="top">
      <strong>Rebound</strong>
      <nav aria-label="Pages">
        ${pages.map(
          ({ name, title }) => html`
            <a href=${linkTo(name, {})} aria-current=${name === current.name ? 'page' : undefined}>${title}</a>
          `,
        )}
        <a href="../docs/">API</a>
      </nav>
      <${AccountSwitcher} />
      <button type="button" onClick=${() => onSignOut()}>Sign out</button>
    </header>
  `;
}
