package dev.holdfast.gateway.est;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Fuzz target for the bodies of EST requests. CONTRIBUTING.md describes how to fuzz. */
class EstBodyFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void body(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);

        EstRoutes.decoded(text)
                .ifPresent(request -> assertThat(request.bytes().length).isLessThanOrEqualTo(text.length()));
    }
}
