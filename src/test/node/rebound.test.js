// What SendGrid's own Node client sees of Rebound. Start one, then run `npm ci` once and `npm test`:
//
//   REBOUND_MODE=mock REBOUND_MOCK_AUTH=formed ./rebound
//
// The parts share the list of one account, so they run in one process, one after the other.
import './list.js';
import './deletion.js';
import './totals.js';
import './account.js';
import './refusal.js';
import './legacy.js';
import './clock.js';
import './send.js';
