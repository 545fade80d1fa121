/** From a value to the bytes and headers of an answer. Pure. */
package dev.rebound.http.write;
