package dev.holdfast.backend.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console passes on a browser's address in a Forwarded header with the shared secret. Any other header counts as none. */
class ConsoleProxyTest {
    private static final ConsoleProxy CONSOLE = new ConsoleProxy("s3cret");

    @Test
    void the_console_tells_addresses_of_both_kinds() {
        assertThat(CONSOLE.address(List.of("for=192.0.2.7;secret=\"s3cret\""))).isEqualTo("192.0.2.7");
        assertThat(CONSOLE.address(List.of("for=\"[2001:db8::1]\";secret=\"s3cret\"")))
                .isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    /** A wrong secret, more than one proxy or address, or no IP address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "for=192.0.2.7",
                "for=192.0.2.7;secret=\"S3cret\"",
                "for=192.0.2.7;secret=\"s3cret2\"",
                "for=192.0.2.7;secret=\"s3cret\", for=192.0.2.8",
                "for=somebody;secret=\"s3cret\"",
                "for=999.999.999.999;secret=\"s3cret\"",
                "for=192.0.2.7;secret=\"s3cret\";for=192.0.2.8"
            })
    void other_headers_tell_nothing(String header) {
        assertThat(CONSOLE.address(List.of(header))).isNull();
    }

    @Test
    void two_headers_tell_nothing() {
        String good = "for=192.0.2.7;secret=\"s3cret\"";
        assertThat(CONSOLE.address(List.of(good, good))).isNull();
        assertThat(CONSOLE.address(List.of())).isNull();
    }
}
