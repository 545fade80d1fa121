/**
 * Saves a response as a file. A link could not send the key in a header.
 *
 * @param {import('./api.js').Api} api
 * @param {string} name of the file
 */
export async function download(api, path, { query, headers }, name) {
  const response = await api.send('GET', path, { query, headers });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // The browser has to open the URL before it is gone.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
