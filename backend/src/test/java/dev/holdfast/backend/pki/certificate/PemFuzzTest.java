package dev.holdfast.backend.pki.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import java.nio.charset.StandardCharsets;

/** Fuzz target for PEM certificates that an operator uploads. CONTRIBUTING.md describes how to fuzz. */
class PemFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void certificate(byte[] pem) {
        try {
            assertThat(Pem.one("certificate", new String(pem, StandardCharsets.UTF_8)))
                    .isNotEmpty();
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_CONTENT);
            assertThat(e.errors()).hasSize(1);
        }
    }
}
