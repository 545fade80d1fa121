package dev.rebound;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.rebound.api.wire.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** The packages, and what each may use. CONTRIBUTING.md has the same table in words. */
@AnalyzeClasses(packages = "dev.rebound", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JAVA = "java..";
  private static final String LOG = "org.slf4j..";
  // Counters and timers; only ops knows where they are reported.
  private static final String METERS = "io.micrometer.core.instrument";
  private static final String JACKSON = "com.fasterxml.jackson.core..";
  private static final String CSV = "de.siegmar.fastcsv..";
  private static final String CACHE = "com.github.benmanes.caffeine..";
  private static final String DOMAIN = "dev.rebound.domain..";
  private static final String BUS = "dev.rebound.bus..";
  private static final String INGEST = "dev.rebound.ingest..";
  private static final String ENDPOINT = "dev.rebound.api.endpoint";
  private static final String WIRE = "dev.rebound.api.wire";
  private static final String VERTX = "io.vertx.core..";
  private static final String HTTP = "dev.rebound.http..";
  private static final String WEB = "io.vertx.ext.web..";

  private static final Set<String> JSON_PARSERS =
      Set.of(
          "toJsonObject",
          "toJsonArray",
          "toJsonValue",
          "toJson",
          "asJsonObject",
          "asJsonArray",
          "asPojo",
          "bodyAsJsonObject",
          "bodyAsJsonArray",
          "bodyAsJson",
          "decodeValue",
          "fromString",
          "fromBuffer",
          "fromParser");

  @ArchTest static final ArchRule DOMAIN_IS_PURE = room("domain..", JAVA);

  @ArchTest
  static final ArchRule INGEST_IS_PURE =
      room(
          "ingest..",
          JAVA,
          DOMAIN,
          "dev.rebound.classify..",
          JACKSON,
          CSV,
          "io.airlift.compress..",
          "org.apache.james.mime4j..",
          "org.jsoup..");

  @ArchTest static final ArchRule CLASSIFY_IS_PURE = room("classify..", JAVA, DOMAIN);

  @ArchTest
  static final ArchRule BUS_USES_NEITHER_HTTP_NOR_SQL =
      room(
          "bus..",
          JAVA,
          LOG,
          METERS,
          CACHE,
          DOMAIN,
          "io.vertx.core",
          "io.vertx.core.buffer",
          "io.vertx.core.eventbus");

  @ArchTest
  static final ArchRule STORE_USES_NO_HTTP =
      room(
          "store..",
          JAVA,
          METERS,
          DOMAIN,
          BUS,
          "io.vertx.core",
          "io.vertx.core.buffer..",
          "io.vertx.core.net..",
          "javax.crypto..",
          "javax.net.ssl..",
          "io.vertx.sqlclient..",
          "io.vertx.pgclient..");

  @ArchTest
  static final ArchRule HTTP_USES_NO_ROOM =
      room("http..", JAVA, "com.sun.management", "javax.net.ssl..", "io.netty..", VERTX);

  @ArchTest
  static final ArchRule API_USES_NO_SQL =
      room(
          "api",
          JAVA,
          LOG,
          METERS,
          CACHE,
          HTTP,
          "dev.rebound.api..",
          DOMAIN,
          BUS,
          "dev.rebound.classify..",
          INGEST,
          VERTX,
          WEB);

  @ArchTest
  static final ArchRule ENDPOINT_TYPES_USE_NO_API =
      room("api.endpoint", JAVA, WIRE, DOMAIN, BUS, "io.vertx.core..", WEB);

  @ArchTest
  static final ArchRule WIRE_IS_PURE =
      room(
          "api.wire",
          JAVA,
          DOMAIN,
          JACKSON,
          "io.netty.buffer",
          "io.netty.handler.codec.http",
          "io.vertx.core",
          "io.vertx.core.buffer..",
          "io.vertx.core.json..");

  @ArchTest
  static final ArchRule WIRE_HAS_NO_FUTURES =
      noClasses()
          .that()
          .resideInAPackage(WIRE)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Future.class);

  @ArchTest
  static final ArchRule V3_IS_A_SLICE =
      room("api.v3", JAVA, ENDPOINT, WIRE, BUS, DOMAIN, JACKSON, CSV, VERTX, WEB);

  @ArchTest
  static final ArchRule V2_IS_A_SLICE =
      room("api.v2", JAVA, ENDPOINT, WIRE, BUS, DOMAIN, JACKSON, "javax.xml.stream..", VERTX, WEB);

  @ArchTest
  static final ArchRule REBOUND_IS_A_SLICE =
      room(
          "api.rebound",
          JAVA,
          LOG,
          METERS,
          ENDPOINT,
          WIRE,
          BUS,
          DOMAIN,
          INGEST,
          JACKSON,
          "javax.crypto..",
          "javax.security.auth.x500..",
          VERTX,
          WEB);

  @ArchTest
  static final ArchRule MANAGEMENT_IS_A_SLICE =
      room("api.management", JAVA, METERS, ENDPOINT, WIRE, BUS, DOMAIN, JACKSON, VERTX, WEB);

  @ArchTest
  static final ArchRule MIRROR_USES_NEITHER_SQL_NOR_THE_API =
      room("mirror..", JAVA, DOMAIN, BUS, "dev.rebound.classify..", INGEST, "io.vertx.core");

  @ArchTest
  static final ArchRule RETENTION_USES_NEITHER_SQL_NOR_THE_API =
      room("retention..", JAVA, LOG, DOMAIN, BUS, "io.vertx.core");

  @ArchTest
  static final ArchRule SEED_USES_JDBC_AND_NO_SERVER =
      room("seed..", JAVA, DOMAIN, "dev.rebound.classify..", "org.postgresql..");

  @ArchTest
  static final ArchRule SEED_GENERATOR_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("dev.rebound.seed..")
          .and()
          .haveSimpleNameNotStartingWith("SeedWriter")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule OPS_USES_NO_SQL =
      room(
          "ops..",
          JAVA,
          LOG,
          DOMAIN,
          BUS,
          HTTP,
          VERTX,
          WEB,
          "io.netty.util.internal",
          "io.micrometer.core..",
          "io.micrometer.prometheusmetrics..",
          "io.opentelemetry..",
          "io.vertx.tracing.opentelemetry");

  @ArchTest
  static final ArchRule MOCK_USES_NO_SQL =
      room(
          "mock..",
          JAVA,
          LOG,
          DOMAIN,
          BUS,
          "dev.rebound.api..",
          INGEST,
          "dev.rebound.seed..",
          VERTX,
          WEB,
          "dev.rebound.classify..",
          "io.netty.channel..",
          "io.netty.handler.codec.http");

  @ArchTest
  static final ArchRule MIGRATE_USES_NO_VERTX =
      room(
          "migrate..",
          JAVA,
          "javax.sql..",
          "javax.net.ssl..",
          LOG,
          "org.flywaydb..",
          "org.postgresql..");

  @ArchTest
  static final ArchRule EMBEDDED_USES_NO_VERTX =
      room(
          "embedded..",
          JAVA,
          "javax.sql..",
          LOG,
          "dev.rebound.migrate..",
          "org.postgresql..",
          "io.zonky.test.db.postgres..",
          "org.apache.commons.compress..",
          "org.tukaani.xz..");

  // The parsers of Vert.x take the last of two members of one name.
  @ArchTest
  static final ArchRule ONE_CLASS_PARSES_JSON =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(StrictJson.class.getName())
          .should()
          .accessTargetWhere(describe("a JSON parser of Vert.x", ArchitectureTest::parsesJson));

  @ArchTest
  static final ArchRule ROOMS_FORM_NO_CYCLES =
      slices().matching("dev.rebound.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("dev.rebound.(**)").should().beFreeOfCycles();

  private static boolean parsesJson(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
        || !target.getOwner().getPackageName().startsWith("io.vertx.")) {
      return false;
    }
    JavaClass owner = target.getOwner();
    boolean isOfText =
        target.getRawParameterTypes().stream()
            .anyMatch(
                type -> type.isEquivalentTo(String.class) || type.isEquivalentTo(Buffer.class));
    boolean isNewJson =
        target.getName().equals("<init>")
            && (owner.isEquivalentTo(JsonObject.class) || owner.isEquivalentTo(JsonArray.class));
    return isNewJson && isOfText || JSON_PARSERS.contains(target.getName());
  }

  /**
   * Classes of one package (with those below it, where it ends in two dots) and what they may use.
   */
  private static ArchRule room(String name, String... mayUse) {
    String room = "dev.rebound." + name;
    return classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(room), Stream.of(mayUse)).toArray(String[]::new));
  }
}
