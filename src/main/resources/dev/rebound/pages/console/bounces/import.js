import { Dialog, Failure, Missing } from '../components.js';
import { useConsole } from '../context.js';
import { html, useState } from '../lib.js';
import { useAction } from '../load.js';
import { FileInput, ImportOptions } from './import-form.js';
import { Report } from './import-report.js';

const IMPORT = '/rebound/v1/import';

/** Imports a file: first a preview, which stores nothing, then the import itself. */
export function ImportDialog({ onClose, onDone }) {
  const { api, say } = useConsole();
  const [file, setFile] = useState();
  const [options, setOptions] = useState({ format: 'auto' });
  const [preview, setPreview] = useState();
  const [result, setResult] = useState();
  const [share, setShare] = useState(0);
  const send = (chosen, query) => {
    setShare(0);
    // Rows without a time have that of the file, so that another import of it changes nothing.
    const time = Math.floor(chosen.lastModified / 1000);
    return api.upload(IMPORT, { ...options, name: chosen.name, time, ...query }, chosen, setShare);
  };
  const check = useAction(async (chosen) => {
    setFile(chosen);
    setPreview(undefined);
    setPreview(await send(chosen, { preview: true }));
  });
  const store = useAction(async () => {
    setResult(await send(file, {}));
    say(`${file.name} is imported.`);
    onDone();
  });
  const changeOptions = (changed) => {
    setOptions(changed);
    setPreview(undefined);
  };
  const isSending = check.isRunning || store.isRunning;
  if (result) {
    return html`
      <${Dialog} title=${`${file.name} is imported`} onClose=${onClose}>
        <${Report} report=${result} />
        <div class="buttons"><button type="button" class="primary" onClick=${onClose}>Close</button></div>
      <//>
    `;
  }
  return html`
    <${Dialog} title="Import a file" onClose=${onClose}>
      <${FileInput} isDisabled=${isSending} onFile=${check.run} />
      <${ImportOptions} options=${options} isOpen=${Boolean(check.error)} onChange=${changeOptions} />
      ${isSending &&
      html`<${Progress} label=${store.isRunning ? 'Importing' : 'Reading'} name=${file.name} share=${share} />`}
      <${UploadFailure} error=${check.error ?? store.error} />
      ${preview && html`<h3>Preview of ${file.name}</h3><${Report} report=${preview} />`}
      <div class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        ${file &&
        !preview &&
        html`<button type="button" disabled=${isSending} onClick=${() => check.run(file)}>Preview</button>`}
        ${preview &&
        html`<button type="button" class="primary" disabled=${isSending} onClick=${store.run}>Import</button>`}
      </div>
    <//>
  `;
}

function Progress({ label, name, share }) {
  return html`<label class="progress">${label} ${name} <progress max="1" value=${share}></progress></label>`;
}

/** An upload is not repeated by itself. */
function UploadFailure({ error }) {
  if (error?.status === 404) {
    return html`<${Missing} endpoint=${`POST ${IMPORT}`} />`;
  }
  return error?.isTemporary
    ? html`<p class="notice failure" role="alert">The service did not take the file. Try it again.</p>`
    : html`<${Failure} error=${error} />`;
}
