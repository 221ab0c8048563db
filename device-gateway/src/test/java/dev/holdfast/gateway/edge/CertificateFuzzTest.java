package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.support.Corpus;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz target for client certificates: self-signed ones, device certificates and CA certificates. CONTRIBUTING.md
 * describes how to fuzz.
 */
class CertificateFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

    /** Reads a certificate. */
    private interface Reading {
        void read() throws IdentityRefusedException;
    }

    @MethodSource("certificates")
    @FuzzTest(maxDuration = "60s")
    void certificate(byte[] der) {
        X509Certificate certificate;
        try {
            certificate = Certificates.parse(der);
        } catch (CertificateException e) {
            return;
        }
        acceptedOrRefused(() -> Certificates.key(certificate));
        acceptedOrRefused(() -> Certificates.device(certificate));
        acceptedOrRefused(() -> Certificates.catalog(certificate));
        acceptedOrRefused(() -> Certificates.requireValid(certificate, NOW));
        acceptedOrRefused(() -> HelloCertificate.verify(certificate, NOW));
        acceptedOrRefused(
                () -> CertificatePath.require(List.of(certificate, certificate), DeviceProtocol.UPDATE_USAGE, NOW));
        HelloCertificate.isSelfIssued(certificate);
    }

    /** Reads a certificate. Only a refusal with a reason is allowed as an exception. */
    private static void acceptedOrRefused(Reading reading) {
        try {
            reading.read();
        } catch (IdentityRefusedException e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    static Stream<byte[]> certificates() {
        return Corpus.of(CertificateFuzzTest.class);
    }
}
