package dev.holdfast.backend.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for request targets as clients send them. CONTRIBUTING.md describes how to fuzz. */
class PercentEncodingFuzzTest {
    @MethodSource("targets")
    @FuzzTest(maxDuration = "60s")
    void target(byte[] sent) {
        PercentEncoding.mistake(new String(sent, StandardCharsets.ISO_8859_1))
                .ifPresent(mistake -> assertThat(mistake.field()).isNotEmpty());
    }

    static Stream<byte[]> targets() {
        return Stream.of("/api/v1/trust", "/a%2F..%2fb?filter=is%3Atrusted&limit=1", "/%zz?%C3%28=%", "?&=&a[]={}")
                .map(target -> target.getBytes(StandardCharsets.ISO_8859_1));
    }
}
