package dev.holdfast.backend.platform.connection;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.connection.PlainHttp;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** Tests which addresses a port without TLS may have. */
class PlainHttpTest {
    private static final String MAIN = "quarkus.http.host";
    private static final String MANAGEMENT = "quarkus.management.host";

    @Test
    void loopback_addresses_need_no_tls() {
        for (String host : List.of("127.0.0.1", "127.0.0.2", "::1", "localhost")) {
            assertThatCode(() -> check(Map.of(MAIN, host, MANAGEMENT, host))).doesNotThrowAnyException();
        }
    }

    @Test
    void other_addresses_without_tls_are_refused_with_their_variable_unless_they_are_allowed() {
        for (String host : List.of("0.0.0.0", "::", "192.0.2.7")) {
            assertThatThrownBy(() -> check(Map.of(MAIN, host, MANAGEMENT, "127.0.0.1")))
                    .hasMessageContainingAll("MAIN_HOST is " + host, "HOLDFAST_ALLOW_PLAIN_HTTP");
            assertThatThrownBy(() -> check(Map.of(MAIN, "127.0.0.1", MANAGEMENT, host)))
                    .hasMessageContainingAll("MANAGEMENT_HOST is " + host, "HOLDFAST_ALLOW_PLAIN_HTTP");
            assertThatCode(() -> check(Map.of(MAIN, host, MANAGEMENT, host, "HOLDFAST_ALLOW_PLAIN_HTTP", "true")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void other_addresses_with_tls_are_allowed() {
        assertThatCode(() -> check(Map.of(
                        MAIN,
                        "0.0.0.0",
                        "quarkus.http.insecure-requests",
                        "disabled",
                        MANAGEMENT,
                        "0.0.0.0",
                        "quarkus.management.tls-configuration-name",
                        "management")))
                .doesNotThrowAnyException();
    }

    @Test
    void an_unknown_or_missing_address_is_refused() {
        assertThatThrownBy(() -> check(Map.of(MAIN, "300.1.1.1", MANAGEMENT, "127.0.0.1")))
                .hasMessageContaining("MAIN_HOST is 300.1.1.1, but must be an IP address");
        assertThatThrownBy(() -> check(Map.of(MAIN, "", MANAGEMENT, "127.0.0.1")))
                .hasMessageContaining(MAIN);
    }

    private static void check(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("holdfast.allow-plain-http", "${HOLDFAST_ALLOW_PLAIN_HTTP:false}");
        Config config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        PlainHttp.checkMain(config, "MAIN_HOST");
        PlainHttp.checkManagement(config, "MANAGEMENT_HOST");
    }
}
