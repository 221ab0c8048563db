package dev.holdfast.backend.attestation.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.pki.vault.Pkcs12KeyVault;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.format.VerifierId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.policy.ShippedPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed result of an appraisal. Evidence without measurements lacks all eight images of the operating system. */
class ConclusionTest {
    private static final UUID CATALOG = UUID.randomUUID();
    private static final VerifierId VERIFIER = new VerifierId("Holdfast", "test");

    @TempDir
    Path folder;

    @Test
    void an_untrusted_device_gets_a_signed_result_with_reasons() throws FormatException {
        KeyVault vault = Pkcs12KeyVault.open(folder, "a passphrase".toCharArray(), InstantSource.system());
        AttestationPolicy policy = new AttestationPolicy(ShippedPolicies.compile("attestation/default"));
        Evidence evidence = new TestChip().evidence(Nonce.of(new byte[Nonce.LENGTH]), List.of());
        Appraisal appraisal = Appraiser.appraise(
                evidence,
                ReferenceValues.of(TestImages.all(), List.of()),
                AttestedCounters.NONE,
                GrantedCapabilities.NONE,
                new Timing(Instant.EPOCH, Instant.EPOCH, null));

        Conclusion conclusion = Conclusion.of(
                appraisal,
                policy,
                new OsFeedRevision("MT3620AN", "Retail", null, 1),
                Instant.parse("2026-11-24T12:00:00Z"));

        AttestationResult result = AttestationResultFormat.verify(
                conclusion
                        .sign(
                                evidence,
                                Digest.sha256(new byte[] {1}),
                                new Conclusion.ResultAudience(CATALOG, new UUID(3, 4), 5),
                                VERIFIER,
                                vault.resultKey())
                        .bytes(),
                vault.resultKey().publicKey());
        assertThat(result.device()).isEqualTo(evidence.device());
        assertThat(result.nonce()).isEqualTo(evidence.nonce());
        assertThat(result.issuedAt()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(result.status()).isEqualTo(TrustTier.CONTRAINDICATED);
        assertThat(result.catalog()).isEqualTo(CATALOG);
        assertThat(result.verifier()).isEqualTo(VERIFIER);
        assertThat(result.policyId()).isEqualTo("attestation/default");
        assertThat(result.findings())
                .hasSize(8)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo("measurement-missing"));
    }
}
