/**
 * Reading bounce mails: delivery reports (RFC 3464, RFC 6533) and the texts that mail systems write
 * where they send none. Framings cut the input into messages, {@code MimeReader} takes a message
 * apart, {@code StatusReport} reads what machines wrote, {@code Notice} what was written for
 * people. The phrases that notices are known by are data, in {@code notices.txt} beside this
 * package.
 *
 * <p>May touch java.*, the vocabulary, the classifier, the room above and Mime4j; pure but for
 * reading its own resource once.
 */
package dev.rebound.ingest.mail;
