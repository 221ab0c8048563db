package dev.holdfast.backend.pki.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for OCSP requests. CONTRIBUTING.md describes how to fuzz. */
class OcspRequestFuzzTest {
    @MethodSource("requests")
    @FuzzTest(maxDuration = "60s")
    void request(byte[] der) {
        OcspRequest.read(der)
                .ifPresent(request -> assertThat(request.certificates())
                        .hasSizeBetween(1, 10)
                        .allSatisfy(certificate -> assertThat(SerialNumber.of(certificate.getSerialNumber())
                                        .number())
                                .isEqualTo(certificate.getSerialNumber())));
    }

    static Stream<byte[]> requests() {
        return Corpus.of(OcspRequestFuzzTest.class);
    }
}
