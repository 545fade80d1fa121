/**
 * Reads bounce mails: delivery status notifications (RFC 3464, RFC 6533) and the notices of mail
 * systems that send none. Framings separate the messages of an input, {@code MimeReader} reads a
 * message's parts, {@code DeliveryStatus} the reports for machines, {@code Notice} the text for
 * people. The phrases that identify notices are data, in {@code notices.txt} beside this package.
 *
 * <p>May use java.*, the domain, the classifier, the parent package, Mime4j, jsoup and Jackson's
 * parser. Pure, except that it reads its own resource once.
 */
package dev.rebound.ingest.mail;
