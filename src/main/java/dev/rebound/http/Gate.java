package dev.rebound.http;

/** What every request passes on its way in and out, whichever API it speaks. */
record Gate(Authentication authentication, RateLimit rateLimit, Responses responses) {}
