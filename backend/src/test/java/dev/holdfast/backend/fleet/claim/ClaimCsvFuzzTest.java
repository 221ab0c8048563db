package dev.holdfast.backend.fleet.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;

/** Fuzz target for claim files. CONTRIBUTING.md describes how to fuzz. */
class ClaimCsvFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void claims(byte[] csv) {
        try {
            assertThat(ClaimCsv.read(csv).entries()).isNotEmpty();
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_CONTENT);
            assertThat(e.errors()).hasSizeLessThanOrEqualTo(100);
        }
    }
}
