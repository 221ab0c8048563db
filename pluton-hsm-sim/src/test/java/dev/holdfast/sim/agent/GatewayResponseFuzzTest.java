package dev.holdfast.sim.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.scenario.Scenario;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.Objects;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz targets for responses of a hostile gateway. CONTRIBUTING.md describes how to fuzz. */
class GatewayResponseFuzzTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);
    private static final Attestation ATTESTATION = attestation();
    private static final Blob EVIDENCE = ATTESTATION.answer(NONCE);
    private static final AttestResponse GOOD = good();

    @FuzzTest(maxDuration = "60s")
    void attestResponse(byte[] json) {
        Future<AttestResponse> response = new GatewayResponse(200, EmptyHttpHeaders.INSTANCE, Buffer.buffer(json))
                .json(200, AttestResponse.class);
        if (response.succeeded()) {
            refused(response.result());
        } else {
            assertThat(response.cause()).isInstanceOf(GatewayException.class);
        }
    }

    /** The attestation result has a valid signature, so that the fuzzer reaches the code that reads the certificate. */
    @MethodSource("certificates")
    @FuzzTest(maxDuration = "60s")
    void certificate(byte[] der) {
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        refused(new AttestResponse(Outcome.TRUSTED, GOOD.result(), pem, GOOD.customerCertificate()));
    }

    @FuzzTest(maxDuration = "60s")
    void retryAfter(byte[] header) {
        GatewayResponse.parseRetryAfter(new String(header, StandardCharsets.ISO_8859_1))
                .ifPresent(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofHours(1)));
    }

    private static void refused(AttestResponse response) {
        try {
            ATTESTATION.verify(NONCE, response);
            throw new AssertionError("a response without the installation's certificates is accepted");
        } catch (UntrustedResponseException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<byte[]> certificates() throws GeneralSecurityException, IOException {
        P256PublicKey key = evidence().customerKey();
        return Stream.of(
                Base64.getMimeDecoder()
                        .decode(Objects.requireNonNull(GOOD.updateCertificate()).replaceAll("-----[A-Z ]+-----", "")),
                certificate("O=Nobody", key),
                certificate("CN=a+OU=b", key));
    }

    private static byte[] certificate(String subject, P256PublicKey key) throws GeneralSecurityException, IOException {
        KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Principal(subject),
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.EPOCH),
                new X500Principal(subject),
                key.toJca());
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(other.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static Attestation attestation() {
        try {
            Path directory = Files.createTempDirectory("chips");
            Batch batch = Factory.open(directory.resolve("factory"), "sim-silicon")
                    .manufacture(
                            BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")),
                            directory.resolve("chips"),
                            made -> {});
            Mt3620 chip = Mt3620.open(directory
                    .resolve("chips")
                    .resolve(batch.devices().getFirst().text().substring(0, 32)));
            Attestation attestation = new Attestation(chip.pluton(), ((BootOutcome.Booted) chip.boot()).certificates());
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::deleteOnExit);
            }
            return attestation;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Evidence evidence() {
        try {
            return EvidenceFormat.verify(EVIDENCE.bytes());
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    private static AttestResponse good() {
        return INSTALLATION.answer(evidence(), Digest.sha256(EVIDENCE.bytes()), Outcome.TRUSTED);
    }
}
