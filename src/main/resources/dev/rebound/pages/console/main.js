import { html, render, useState } from './lib.js';
import { SignIn } from './pages/sign-in.js';
import { useRoute } from './route.js';
import { forgetKey, saveKey, savedKey } from './session.js';
import { Shell } from './shell.js';

function Root() {
  const [key, setKey] = useState(savedKey);
  const [notice, setNotice] = useState('');
  const { page, parameters } = useRoute();
  const { as: subuser = '' } = parameters;
  const signIn = (text) => {
    saveKey(text);
    setKey(text);
  };
  const signOut = (reason = '') => {
    forgetKey();
    setNotice(reason);
    setKey('');
  };
  return key
    ? html`<${Shell} key=${subuser} apiKey=${key} subuser=${subuser} page=${page} parameters=${parameters}
        onSignOut=${signOut} />`
    : html`<${SignIn} notice=${notice} onSignIn=${signIn} />`;
}

render(html`<${Root} />`, document.getElementById('console'));
