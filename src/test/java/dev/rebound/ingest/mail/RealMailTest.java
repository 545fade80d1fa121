package dev.rebound.ingest.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads mails of real systems, if the collection is beside the working directory. */
class RealMailTest {
  private static final Path COLLECTION = Path.of("../shared/data/mail");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          arf-1 | ignored complaint
          arf-2 | ignored complaint
          arf-3 | ignored complaint
          arf-4 | ignored complaint
          dsn-1 | blocked louisl@larry.slip.umd.edu 4.0.0 773615749 426 connection timed out
          dsn-2 | bounce arathib@vnet.ibm.com 5.0.0 773673707 550 'arathib@vnet.IBM.COM' is not a registered gateway user;ignored delayed;bounce wsnell@sdcc13.ucsd.edu 5.0.0 773673707 550 user unknown
          dsn-3 | #0 Final-Recipient names no email address
          dsn-4 | ignored delayed
          dsn-5 | blocked recipient@domain.com 5.0.0 1738168617 552 <recipient@domain.com> rejected: over quota
          dsn-6 | bounce redacted@example.com 5.4.1 1773425448 host example-com.mail.eo.outlook.com:25 says: 550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [XXX.namprd05.prod.outlook.com 2026-03-13T18:10:42.797Z XXX]
          dsn-obsolete_arrival_date | bounce user@example.com 5.1.1 1783018538 550 5.1.1 Mailbox does not exist
          """)
  void aRealMailHasTheExpectedRows(String name, String expected) {
    Path file = COLLECTION.resolve(name + ".eml");
    Assumptions.assumeTrue(Files.exists(file), "the collection is not here");
    String lines = expected.replace(";", "\n") + "\n";
    assertEquals(lines, MailReading.message(MailReading.read(file)));
  }
}
