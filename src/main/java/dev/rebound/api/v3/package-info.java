/** SendGrid's API v3 (contract, chapters 2 and 3): one class an endpoint. */
package dev.rebound.api.v3;
