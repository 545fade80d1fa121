/**
 * Loads what the key may do, and the status of the service.
 *
 * @param {import('./api.js').Api} api
 * @returns {Promise<{scopes: Set<string>, status?: object}>} no status if the service has no such endpoint
 */
export async function loadAccess(api, signal) {
  const [{ scopes }, status] = await Promise.all([
    api.get('/v3/scopes', {}, signal),
    api.get('/rebound/v1/status', {}, signal).catch(ignoreMissing),
  ]);
  // SendGrid's endpoint lists SendGrid's scopes only.
  return { scopes: new Set([...scopes, ...(status?.key.scopes ?? [])]), status };
}

function ignoreMissing(error) {
  if (error.status !== 404) {
    throw error;
  }
}

/** Returns whether scopes include one, or its broader one: `suppression.read` includes `suppression.bounces.read`. */
export function includesScope(scopes, scope) {
  return scopes.has(scope) || scopes.has(scope.replace('suppression.bounces.', 'suppression.'));
}
