# The image of the service. It holds no database; REBOUND_DATABASE_URL is required.
#
#   docker build -t rebound:0.1.0 --build-arg VERSION=0.1.0 .
#   docker build -t rebound-load:0.1.0 --target load .      # the load profiles of docs/load.md
#
# BUILD_IMAGE and RUNTIME_IMAGE set the base images.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
# The libraries are a layer of their own, which changes with the pom only.
RUN mvn -B -ntp -q -DwithoutEmbedded dependency:resolve -DincludeScope=runtime
COPY conf conf
COPY db db
COPY src/main src/main
RUN mvn -B -ntp -q -DwithoutEmbedded -Dmaven.test.skip package

FROM build AS load-build
COPY src/load src/load
RUN mvn -B -ntp -q -DwithoutEmbedded -Pload test-compile dependency:copy-dependencies -DincludeScope=test \
    -DoutputDirectory=target/load-libraries

FROM ${RUNTIME_IMAGE} AS load
COPY --from=load-build /src/target/load-libraries /opt/load/libraries
COPY --from=load-build /src/target/load-classes /opt/load/classes
USER 10001:10001
WORKDIR /tmp
# The arguments are system properties: -Dload.url=… -Dload.profile=…
ENTRYPOINT ["sh", "-c", "exec java -Duser.home=/tmp -Djava.util.prefs.userRoot=/tmp --add-opens=java.base/java.lang=ALL-UNNAMED \"$@\" -cp '/opt/load/classes:/opt/load/libraries/*' io.gatling.app.Gatling --simulation dev.rebound.load.LoadSimulation --results-folder /tmp/gatling", "load"]

FROM ${RUNTIME_IMAGE} AS application
WORKDIR /opt/rebound
COPY --from=build /src/target/rebound.jar ./
COPY conf conf

# Writes the archive of classes that halves a start. The JVM uses it only with the same JDK, jar and options.
FROM application AS rehearsal
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
RUN postgres() { setpriv --reuid postgres --regid postgres --clear-groups "$(ls -d /usr/lib/postgresql/*/bin)/$@"; } \
    && install -d -o postgres /tmp/db \
    && postgres initdb --pgdata=/tmp/db --username=rebound --auth=trust \
    && postgres pg_ctl --pgdata=/tmp/db --wait --options='-c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp' start \
    && java @conf/jvm.options -XX:AOTCacheOutput=rebound.aot -Dlogback.configurationFile=conf/logback.xml -jar rebound.jar \
      rehearse --database postgresql://rebound@127.0.0.1/postgres \
    && postgres pg_ctl --pgdata=/tmp/db stop

FROM application
COPY --from=rehearsal /opt/rebound/rebound.aot ./
# The first key is kept here unless REBOUND_API_KEY is set. The rest of the file system may be read-only.
RUN mkdir /var/lib/rebound && chown 10001:10001 /var/lib/rebound
VOLUME /var/lib/rebound
ENV REBOUND_CONFIG=/opt/rebound/conf/rebound.properties \
    REBOUND_DATA_DIR=/var/lib/rebound \
    REBOUND_HTTP_HOST=0.0.0.0 \
    REBOUND_ADMIN_HOST=0.0.0.0
USER 10001:10001
EXPOSE 8080 8081
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${REBOUND_ADMIN_PORT:-8081} && printf 'GET /ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ \"$code\" = 200 ]"]
# With aot*=off the JVM is silent if the archive does not fit, such as with other options in conf/jvm.options.
ENTRYPOINT ["java", "@conf/jvm.options", "-XX:AOTCache=rebound.aot", "-Xlog:aot*=off", "-Dlogback.configurationFile=conf/logback.xml", "-jar", "rebound.jar"]
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Rebound" \
      org.opencontainers.image.description="A self-hosted Bounces service that speaks SendGrid's API" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
