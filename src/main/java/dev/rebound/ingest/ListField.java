package dev.rebound.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a row of another system's list or log. Each has the names that SendGrid, Mailgun,
 * Amazon SES, Postmark, Mandrill, SparkPost, Brevo, Mailjet, Resend, MailerSend, ActiveCampaign,
 * Zoho, Mailchimp, listmonk, Azure, Microsoft 365, Google Workspace and home-made lists give to its
 * column or member, the best first. A name with a dot is the path of a nested member. The first
 * value that is not blank counts, row by row.
 */
public enum ListField {
  EMAIL(
      "recipient email, recipient email address, recipient address, recipient, rcpt, rcpt to, email,"
          + " email address, address, to email, to address, to, mail, user email, subscriber,"
          + " subscriber email, contact, contact email, customer email, member email, emails,"
          + " e-mail-adresse, mailadresse, empfänger, empfängeradresse, adresse e-mail, adresse mail,"
          + " courriel, destinataire, correo electrónico, correo, destinatario, indirizzo email,"
          + " indirizzo e-mail, endereço de e-mail, e-mailadres, ontvanger,"
          + " event-data.recipient, msg.email,"
          + " msys.message_event.rcpt_to, msys.unsubscribe_event.rcpt_to, msys.track_event.rcpt_to,"
          + " data.email.recipient.email, data.to.0, data.to, recipient.email, recipient id,"
          + " properties.recipientid, data.recipient, data.email, contact.email, subscriber.email,"
          + " data.subscriber.email, profile.email, suppressed contact.email, payload.message.to,"
          + " payload.original message.to, email id, recipient status"),
  CREATED(
      "data.delivery attempt timestamp, created, created at, bounced at, bounce date, bounced on,"
          + " date bounced, bounced date, bounce time, bounced time, bounce timestamp, last update"
          + " time, last updated, timestamp, event time, event timestamp, occurred at,"
          + " event date, suppressed at, suppressed date, added at, added, updated at, updated, last"
          + " event at, last event time,"
          + " blocked at, processed, ts epoch, ts event, ts, event-data.timestamp,"
          + " msys.message_event.timestamp, data.created_at, date, time, datetime, time logged,"
          + " clean time, last changed, fired at, date time utc, origin timestamp utc, received,"
          + " start date, time generated, time generated [utc], datum, zeitpunkt, zeitstempel,"
          + " fecha, data, date et heure"),
  REASON(
      "details, detail, diagnostic code, diagnostic, dsn diag, bounce reason, bounce message, smtp"
          + " response, response, error message, error, msg.diag, msys.message_event.raw_reason,"
          + " raw reason, event-data.delivery-status.message,"
          + " event-data.delivery-status.description, delivery-status.message,"
          + " delivery-status.description, delivery status message, delivery status description,"
          + " payload.output, data.bounce.message, data.morph.reason,"
          + " data.failure message, reason.message, reason, comment, description, bounce"
          + " description, bounce detail,"
          + " msg.bounce_description, msys.message_event.reason, failure message,"
          + " properties.failuremessage, failure reason, properties.failurereason, data.delivery"
          + " status details.status message, event description, email hard bounce reason, hard"
          + " bounce reason, grund, fehlermeldung, fehler, ursache, motif, raison, erreur, motivo,"
          + " razón, errore, erro, reden, foutmelding, recipient status"),
  STATUS(
      "status, code, status code, smtp code, smtp status, enhanced status code, dsn, dsn status,"
          + " error code, bounce code, bounce status, response code,"
          + " event-data.delivery-status.enhanced-code,"
          + " event-data.delivery-status.code, delivery-status.enhanced-code, delivery-status.code, delivery status code,"
          + " enhanced smtp status code,"
          + " properties.enhancedsmtpstatuscode, smtp status code, properties.smtpstatuscode,"
          + " event smtp reply code, smtp reply code, reply code, msys.message_event.error_code,"
          + " fehlercode, código, codice, statut, stato, estado"),
  TYPE(
      "type, event, event type, bounce type, suppression reason, suppression type, kind, state,"
          + " bounce category, category, origin, source type, severity, record type, metric,"
          + " failure type, event-data.event, event-data.severity, event-data.reason,"
          + " msys.message_event.type,"
          + " msys.track_event.type, st text, msys.unsubscribe_event.type, data.bounce.type,"
          + " reason.code, event status, message status, delivery status,"
          + " properties.deliverystatus, event id, data.status, data.engagement type, data.reason,"
          + " result, outcome, verdict, email status, zb status, verification status, event name,"
          + " data fields.recipient state, payload.status, ereignis, typ, événement, evento, tipo"),
  CLASSIFICATION("classification, bounce classification");

  private final List<String> names;

  ListField(String names) {
    this.names = Arrays.stream(names.split(",")).map(TextFields::normal).toList();
  }

  /** Returns the name in mappings and rejected rows. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names of its columns and members in normal form. */
  public List<String> names() {
    return names;
  }
}
