package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.backend.Corpus;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.ProblemType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for certificate requests of EST clients. CONTRIBUTING.md describes how to fuzz. */
class CertificateRequestFuzzTest {
    @MethodSource("requests")
    @FuzzTest(maxDuration = "60s")
    void request(byte[] der) {
        try {
            CertificateRequest request = CertificateRequest.read(der);
            request.requireNameOf(new DeviceId(request.key()));
        } catch (ProblemException e) {
            assertThat(e.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(e.detail()).endsWith(".");
        }
    }

    static Stream<byte[]> requests() {
        return Corpus.of(CertificateRequestFuzzTest.class);
    }
}
