// Shows the description of the API, or of the admin port for "?admin". The admin port is another
// origin, which this page must not call: its requests have no "Try it out".
const isAdmin = window.location.search === '?admin';

document.getElementById(isAdmin ? 'admin' : 'api').setAttribute('aria-current', 'page');

SwaggerUIBundle({
  dom_id: '#swagger-ui',
  url: isAdmin ? '../openapi-admin.yaml' : '../openapi.yaml',
  deepLinking: true,
  // Otherwise the page would send the description to a validator on the network.
  validatorUrl: null,
  ...(isAdmin ? { supportedSubmitMethods: [] } : {}),
});
