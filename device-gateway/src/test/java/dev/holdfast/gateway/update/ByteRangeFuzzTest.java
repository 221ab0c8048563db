package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Fuzz target for range headers. CONTRIBUTING.md describes how to fuzz. */
class ByteRangeFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void range(byte[] header) {
        for (int length : new int[] {0, 1, 10, Integer.MAX_VALUE}) {
            if (ByteRange.parse(new String(header, StandardCharsets.ISO_8859_1), length)
                    instanceof ByteRange.Satisfiable(int from, int to)) {
                assertThat(from).isNotNegative().isLessThan(to);
                assertThat(to).isLessThanOrEqualTo(length);
            }
        }
    }
}
