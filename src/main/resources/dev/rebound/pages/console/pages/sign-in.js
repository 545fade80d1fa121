import { Api } from '../api.js';
import { ActionForm, Field } from '../components.js';
import { html } from '../lib.js';
import { useAction } from '../load.js';

/**
 * The form for an API key.
 *
 * @param {{notice: string, onSignIn: (key: string) => void}} properties
 */
export function SignIn({ notice, onSignIn }) {
  const signIn = useAction(async ({ key }) => {
    const text = key.trim();
    // A header takes visible ASCII only.
    if (!/^[!-~]+$/.test(text)) {
      throw new Error('This is not an API key.');
    }
    await new Api(text, '', () => {}).send('GET', '/v3/scopes').catch(explainUnknownKey);
    onSignIn(text);
  });
  return html`
    <main class="sign-in">
      <h1>Rebound</h1>
      ${notice && html`<p class="notice" role="status">${notice}</p>`}
      <${ActionForm} action=${signIn} submit="Sign in">
        <${Field} label="API key" name="key" type="password" required autofocus
          hint="The first start prints it. This tab keeps it until it is closed." />
      <//>
    </main>
  `;
}

function explainUnknownKey(error) {
  throw error.status === 401 ? new Error('The service does not know this key.') : error;
}
