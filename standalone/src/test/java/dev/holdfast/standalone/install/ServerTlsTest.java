package dev.holdfast.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.process.Probe;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests HTTPS of console, operator API and Keycloak with a certificate of a private CA. */
class ServerTlsTest {
    @TempDir
    Path folder;

    private final SSLContext standard = defaultContext();

    @AfterEach
    void forget_the_certificate() {
        SSLContext.setDefault(standard);
    }

    @BeforeEach
    void a_certificate() {
        certificate("server", "holdfast.example.org", "localhost");
    }

    @Test
    void urls_have_https_and_the_first_name_of_the_certificate() {
        Settings settings = settings(Map.of("HOLDFAST_CONSOLE_PORT", "443"));

        assertThat(settings.http(Port.CONSOLE, "/")).hasToString("https://holdfast.example.org:443/");
        assertThat(settings.http(Port.API, "")).hasToString("https://holdfast.example.org:8081");
        assertThat(settings.issuer()).hasToString("https://holdfast.example.org:8180/realms/holdfast");
        assertThat(settings.http(Port.BACKEND_MANAGEMENT, "")).hasToString("http://localhost:8447");
        assertThat(settings(Map.of("HOLDFAST_TLS_NAME", "fleet.example.org")).http(Port.API, ""))
                .hasToString("https://fleet.example.org:8081");
    }

    @Test
    void with_tls_only_console_api_and_sign_in_may_leave_the_loopback_interface() {
        for (String host : List.of("HOLDFAST_CONSOLE_HOST", "HOLDFAST_API_HOST", "HOLDFAST_KEYCLOAK_HOST")) {
            assertThat(settings(Map.of(host, "0.0.0.0")).text("allow.plain.http"))
                    .isEqualTo("false");
        }
        assertThatThrownBy(() -> settings(Map.of("HOLDFAST_BACKEND_MANAGEMENT_HOST", "0.0.0.0")))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("has no TLS");
    }

    @Test
    void missing_and_unusable_files_are_refused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");

        assertThatThrownBy(() -> settings(Map.of("HOLDFAST_TLS_KEY", "")))
                .hasMessageContaining("tls.certificate and tls.key go together");
        assertThatThrownBy(() -> settings(Map.of("HOLDFAST_TLS_CERTIFICATE", "server.pem")))
                .hasMessageContaining("absolute path");
        assertThatThrownBy(() -> settings(Map.of("HOLDFAST_TLS_CERTIFICATE", text.toString())))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("no usable certificate");
        assertThatThrownBy(() -> settings(Map.of("HOLDFAST_TLS_CERTIFICATE", certificate("any", "*.example.org"))))
                .hasMessageContaining("Set tls.name");
    }

    @Test
    void a_name_that_leads_elsewhere_is_refused_with_the_line_for_the_hosts_file() {
        Settings elsewhere = settings(Map.of("HOLDFAST_TLS_NAME", "holdfast.invalid"));
        assertThatThrownBy(() -> elsewhere.tls().orElseThrow().checkName(elsewhere))
                .isInstanceOf(CannotContinue.class)
                .hasMessageEndingWith("127.0.0.1 holdfast.invalid");

        Settings here = settings(Map.of("HOLDFAST_TLS_NAME", "localhost"));
        here.tls().orElseThrow().checkName(here);
    }

    @Test
    void the_key_of_another_certificate_is_refused() {
        certificate("other", "localhost");
        String key = folder.resolve("other").resolve("gateway-server.key").toString();

        assertThatThrownBy(() -> ServerTls.trustOptions(home(), settings(Map.of("HOLDFAST_TLS_KEY", key))))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("is not the private key");
    }

    @Test
    void processes_trust_the_certificate_besides_the_authorities_of_the_jdk()
            throws IOException, GeneralSecurityException {
        Settings settings = settings(Map.of("HOLDFAST_TLS_NAME", "localhost"));
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                            .setSsl(true)
                            .setHost("localhost")
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .setCertPath(settings.text("tls.certificate"))
                                    .setKeyPath(settings.text("tls.key"))))
                    .requestHandler(request -> request.response().end())
                    .listen(0)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            Probe probe = Probe.http(settings(Map.of(
                            "HOLDFAST_TLS_NAME",
                            "localhost",
                            "HOLDFAST_API_PORT",
                            Integer.toString(server.actualPort())))
                    .http(Port.API, "/"));

            assertThat(probe.works()).as("without trust").isFalse();
            ServerTls.trust(settings);
            assertThat(probe.works()).as("with trust").isTrue();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        assertThat(ServerTls.trustOptions(home(), settings)).hasSize(2);
        KeyStore store = trustStore();
        assertThat(store.getCertificateAlias(
                        settings.tls().orElseThrow().chain().getFirst()))
                .isNotNull();
        assertThat(store.size()).isGreaterThan(50);
    }

    @Test
    void with_the_private_ca_in_the_file_the_next_certificate_is_trusted_without_a_restart()
            throws IOException, GeneralSecurityException {
        Infrastructure authority = new Infrastructure(folder.resolve("server"), Clock.systemUTC());
        Path server = authority.certificate(Infrastructure.GATEWAY_SERVER);
        Files.writeString(
                server, Files.readString(server) + Files.readString(authority.certificate(Infrastructure.AUTHORITY)));
        ServerTls.trustOptions(home(), settings(Map.of()));

        Files.delete(server);
        authority.ensure(List.of("localhost"));

        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore());
        X509Certificate[] next = settings(Map.of()).tls().orElseThrow().chain().toArray(X509Certificate[]::new);
        ((X509TrustManager) trust.getTrustManagers()[0]).checkServerTrusted(next, "ECDHE_ECDSA");
        assertThat(trustStore().getCertificateAlias(next[0]))
                .as("the certificate itself")
                .isNull();
    }

    private KeyStore trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(home().run().resolve("trust.p12"))) {
            store.load(file, "changeit".toCharArray());
        }
        return store;
    }

    /** Creates a certificate with these names and returns its file. */
    private String certificate(String name, String... names) {
        Infrastructure authority = new Infrastructure(folder.resolve(name), Clock.systemUTC());
        authority.ensure(List.of(names));
        return authority.certificate(Infrastructure.GATEWAY_SERVER).toString();
    }

    private Home home() {
        return Home.of(folder, Map.of());
    }

    private Settings settings(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOLDFAST_TLS_CERTIFICATE",
                        folder.resolve("server/gateway-server.pem").toString(),
                "HOLDFAST_TLS_KEY", folder.resolve("server/gateway-server.key").toString()));
        environment.putAll(changes);
        return Settings.load(home(), environment);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
