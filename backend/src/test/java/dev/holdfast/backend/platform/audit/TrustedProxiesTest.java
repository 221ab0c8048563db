package dev.holdfast.backend.platform.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting {@code HOLDFAST_TRUSTED_PROXIES}: addresses, or ranges with a prefix length. An IPv6 address needs a prefix length. */
class TrustedProxiesTest {
    @Test
    void addresses_and_ranges_are_accepted() {
        assertThatCode(() -> TrustedProxies.requireAddresses(
                        List.of("127.0.0.1", " 192.0.2.7", "10.0.0.0/8", "255.255.255.255/32", "fd00::/8", "::1/128")))
                .doesNotThrowAnyException();
    }

    @Test
    void an_empty_list_stops_the_start() {
        assertThatThrownBy(() -> TrustedProxies.requireAddresses(List.of()))
                .hasMessageContaining("0.0.0.0/32 to trust no proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "::1", "proxy.example", "256.1.1.1", "10.0.0", "10.0.0.0/33", "10.0.0.0/"})
    void an_invalid_proxy_stops_the_start_with_an_example(String proxy) {
        assertThatThrownBy(() -> TrustedProxies.requireAddresses(List.of("127.0.0.1", proxy)))
                .hasMessageContaining("HOLDFAST_TRUSTED_PROXIES has " + proxy)
                .hasMessageContaining("10.0.0.0/8");
    }
}
