package dev.holdfast.backend.pki.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for OCSP requests. CONTRIBUTING.md describes how to fuzz. */
class OcspQuestionFuzzTest {
    @MethodSource("questions")
    @FuzzTest(maxDuration = "60s")
    void question(byte[] der) {
        OcspQuestion.read(der)
                .ifPresent(question -> assertThat(question.certificates())
                        .hasSizeBetween(1, 10)
                        .allSatisfy(certificate -> assertThat(SerialNumber.of(certificate.getSerialNumber())
                                        .number())
                                .isEqualTo(certificate.getSerialNumber())));
    }

    static Stream<byte[]> questions() {
        return Corpus.of(OcspQuestionFuzzTest.class);
    }
}
