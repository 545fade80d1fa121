package dev.rebound;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rooms, and what each may touch. The table in the README is this one in words. */
@AnalyzeClasses(packages = "dev.rebound", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JAVA = "java..";
  private static final String LOG = "org.slf4j..";
  // To count and time with; where the figures go is the business of ops alone.
  private static final String METERS = "io.micrometer.core.instrument";

  @ArchTest static final ArchRule DOMAIN_IS_PURE = room("domain", JAVA);

  @ArchTest
  static final ArchRule INGEST_IS_PURE =
      room(
          "ingest",
          JAVA,
          "dev.rebound.domain..",
          "dev.rebound.classify..",
          "com.fasterxml.jackson.core..",
          "de.siegmar.fastcsv..",
          "org.apache.james.mime4j..",
          "org.jsoup..");

  @ArchTest static final ArchRule CLASSIFY_IS_PURE = room("classify", JAVA, "dev.rebound.domain..");

  @ArchTest
  static final ArchRule BUS_KNOWS_NEITHER_HTTP_NOR_SQL =
      room(
          "bus",
          JAVA,
          LOG,
          METERS,
          "dev.rebound.domain..",
          "com.github.benmanes.caffeine..",
          "io.vertx.core",
          "io.vertx.core.buffer",
          "io.vertx.core.eventbus");

  @ArchTest
  static final ArchRule STORE_KNOWS_NO_HTTP =
      room(
          "store",
          JAVA,
          METERS,
          "dev.rebound.domain..",
          "dev.rebound.bus..",
          "io.vertx.core",
          "io.vertx.core.buffer..",
          "io.vertx.core.net..",
          "javax.net.ssl..",
          "io.vertx.sqlclient..",
          "io.vertx.pgclient..");

  @ArchTest
  static final ArchRule API_KNOWS_NO_SQL =
      room(
          "api",
          JAVA,
          LOG,
          METERS,
          "dev.rebound.domain..",
          "dev.rebound.bus..",
          "dev.rebound.classify..",
          "dev.rebound.ingest..",
          "io.vertx.core..",
          "com.fasterxml.jackson.core..",
          "javax.xml.stream..",
          "com.github.benmanes.caffeine..",
          "de.siegmar.fastcsv..",
          "io.github.bucket4j..");

  @ArchTest
  static final ArchRule MIRROR_KNOWS_NEITHER_SQL_NOR_THE_EDGE =
      room(
          "mirror",
          JAVA,
          "dev.rebound.domain..",
          "dev.rebound.bus..",
          "dev.rebound.classify..",
          "dev.rebound.ingest..",
          "io.vertx.core");

  @ArchTest
  static final ArchRule RETENTION_KNOWS_NEITHER_SQL_NOR_THE_EDGE =
      room("retention", JAVA, LOG, "dev.rebound.domain..", "dev.rebound.bus..", "io.vertx.core");

  @ArchTest
  static final ArchRule SEED_KNOWS_THE_DRIVER_AND_NOTHING_THAT_SERVES =
      room("seed", JAVA, "dev.rebound.domain..", "dev.rebound.classify..", "org.postgresql..");

  @ArchTest
  static final ArchRule WHAT_IS_MADE_UP_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("dev.rebound.seed..")
          .and()
          .haveSimpleNameNotStartingWith("SeedWriter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule OPS_KNOWS_NO_SQL =
      room(
          "ops",
          JAVA,
          LOG,
          "dev.rebound.bus..",
          "io.vertx.core..",
          "io.micrometer.core..",
          "io.micrometer.prometheusmetrics..",
          "io.opentelemetry..",
          "io.vertx.tracing.opentelemetry");

  @ArchTest
  static final ArchRule MOCK_KNOWS_NO_SQL =
      room(
          "mock",
          JAVA,
          LOG,
          "dev.rebound.domain..",
          "dev.rebound.bus..",
          "dev.rebound.api..",
          "dev.rebound.ingest..",
          "dev.rebound.seed..",
          "io.vertx.core..",
          "io.netty.channel..",
          "io.netty.util.concurrent..");

  @ArchTest
  static final ArchRule MIGRATE_KNOWS_NO_VERTX =
      room(
          "migrate",
          JAVA,
          "javax.sql..",
          "javax.net.ssl..",
          LOG,
          "org.flywaydb..",
          "org.postgresql..");

  @ArchTest
  static final ArchRule EMBEDDED_KNOWS_NO_VERTX =
      room(
          "embedded",
          JAVA,
          "javax.sql..",
          LOG,
          "dev.rebound.migrate..",
          "org.postgresql..",
          "io.zonky.test.db.postgres..",
          "org.apache.commons.compress..",
          "org.tukaani.xz..");

  @ArchTest
  static final ArchRule READING_AND_WRITING_ARE_PURE =
      classes()
          .that()
          .resideInAnyPackage("dev.rebound.api.wire..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              JAVA,
              "dev.rebound.domain..",
              "dev.rebound.ingest",
              "dev.rebound.api.wire..",
              "com.fasterxml.jackson.core..",
              "de.siegmar.fastcsv..",
              "javax.xml.stream..",
              "io.vertx.core",
              "io.vertx.core.buffer..",
              "io.vertx.core.http..",
              "io.vertx.core.json..");

  @ArchTest
  static final ArchRule NO_ROOM_NEEDS_ONE_THAT_NEEDS_IT =
      slices().matching("dev.rebound.(*)..").should().beFreeOfCycles();

  private static ArchRule room(String name, String... mayTouch) {
    return classes()
        .that()
        .resideInAPackage("dev.rebound." + name + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of("dev.rebound." + name + ".."), Stream.of(mayTouch))
                .toArray(String[]::new));
  }
}
