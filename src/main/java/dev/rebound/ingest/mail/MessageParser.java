package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import dev.rebound.ingest.mail.Mail.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Parses a message. A delivery report counts whatever the header says: many systems mark their
 * bounces as automatic replies.
 */
final class MessageParser implements RowParser {
  private final RowDefaults defaults;

  MessageParser(RowDefaults defaults) {
    this.defaults = defaults;
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    Mail mail = MimeReader.mail(bytes, length);
    MessageRows message = new MessageRows(index, mail, defaults, rows);
    List<HeaderFields> reports = reports(mail.texts(Kind.STATUS));
    if (!reports.isEmpty()) {
      message.addReports(reports);
    } else if (mail.has(Kind.FEEDBACK) || isReport(mail, "feedback-report")) {
      rows.accept(new Row.Ignored("complaint"));
    } else if (mail.has(Kind.RECEIPT) || isReport(mail, "disposition-notification")) {
      rows.accept(Row.rejected(index, "a read receipt, not a bounce"));
    } else {
      parseNotice(index, message, mail, rows);
    }
  }

  private static void parseNotice(long index, MessageRows message, Mail mail, Consumer<Row> rows) {
    Notice notice = Notice.of(mail);
    NoticeDetector detector = new NoticeDetector(mail.fields(), notice);
    if (detector.isAutomaticReply()) {
      rows.accept(Row.rejected(index, "an automatic reply, not a bounce"));
    } else if (!detector.isBounce()) {
      rows.accept(Row.rejected(index, "holds no delivery report"));
    } else {
      List<HeaderFields> reports = inlineReports(mail);
      if (!reports.isEmpty()) {
        message.addReports(reports);
      } else if (detector.isDelay()) {
        rows.accept(new Row.Ignored(DeliveryStatus.DELAYED));
      } else {
        message.addNotice(notice, detector.isPermanent());
      }
    }
  }

  private static List<HeaderFields> reports(List<String> texts) {
    return texts.stream().flatMap(text -> DeliveryStatus.recipients(text).stream()).toList();
  }

  /** Returns reports within the text: a relay may have removed the MIME structure. */
  private static List<HeaderFields> inlineReports(Mail mail) {
    return reports(
        mail.texts(Kind.TEXT).stream()
            .map(text -> text.substring(DeliveryStatus.start(text)))
            .toList());
  }

  private static boolean isReport(Mail mail, String type) {
    return mail.fields().first("content-type").toLowerCase(Locale.ROOT).contains(type);
  }
}
