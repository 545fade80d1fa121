package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import dev.rebound.ingest.mail.Mail.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells what a message is. A delivery report is believed whatever the header says: many a system
 * marks its bounces as automatic replies.
 */
final class MessageParser implements RowParser {
  private final RowDefaults defaults;

  MessageParser(RowDefaults defaults) {
    this.defaults = defaults;
  }

  @Override
  public void read(long index, byte[] bytes, int length, Consumer<Row> rows) {
    Mail mail = MimeReader.mail(bytes, length);
    MessageRows message = new MessageRows(index, mail, defaults, rows);
    List<Fields> reports = reports(mail.texts(Kind.STATUS));
    if (!reports.isEmpty()) {
      message.giveReports(reports);
    } else if (mail.has(Kind.FEEDBACK) || isReport(mail, "feedback-report")) {
      rows.accept(new Row.Ignored("complaint"));
    } else if (mail.has(Kind.RECEIPT) || isReport(mail, "disposition-notification")) {
      message.reject(null, "a read receipt, not a bounce");
    } else {
      readNotice(message, mail, rows);
    }
  }

  private static void readNotice(MessageRows message, Mail mail, Consumer<Row> rows) {
    Notice notice = Notice.of(mail);
    Evidence evidence = new Evidence(mail.fields(), notice);
    if (evidence.isReply()) {
      message.reject(null, "an automatic reply, not a bounce");
    } else if (!evidence.isBounce()) {
      message.reject(null, "holds no delivery report");
    } else {
      List<Fields> reports = inlineReports(mail);
      if (!reports.isEmpty()) {
        message.giveReports(reports);
      } else if (evidence.isDelay()) {
        rows.accept(new Row.Ignored(StatusReport.DELAYED));
      } else {
        message.giveNotice(notice, evidence.isPermanent());
      }
    }
  }

  private static List<Fields> reports(List<String> texts) {
    List<Fields> reports = new ArrayList<>();
    for (String text : texts) {
      reports.addAll(StatusReport.recipients(text));
    }
    return reports;
  }

  /** Reports that stand in the text: somebody on the way took the mail apart. */
  private static List<Fields> inlineReports(Mail mail) {
    return reports(
        mail.texts(Kind.TEXT).stream()
            .map(text -> text.substring(StatusReport.start(text)))
            .toList());
  }

  private static boolean isReport(Mail mail, String type) {
    return mail.fields().first("content-type").toLowerCase(Locale.ROOT).contains(type);
  }
}
