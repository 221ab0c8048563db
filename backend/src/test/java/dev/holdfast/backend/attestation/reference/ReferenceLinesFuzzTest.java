package dev.holdfast.backend.attestation.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;

/** Fuzz target for files of reference values. CONTRIBUTING.md describes how to fuzz. */
class ReferenceLinesFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void csv(byte[] csv) {
        try {
            assertThat(ReferenceLines.ofCsv(csv)).isNotEmpty();
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(e.errors()).hasSizeBetween(1, 100);
        }
    }
}
