package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Evidence of both kinds and attestation results for tests. */
final class Tokens {
    /** Attestation key of the device. */
    static final TestKey ATTESTATION = new TestKey();

    static final DeviceId DEVICE = new DeviceId(ATTESTATION.publicKey());
    static final UUID CATALOG = new UUID(7, 8);
    static final Audience AUDIENCE = new Audience(CATALOG, new UUID(9, 10), "MT3620AN");
    private static final TestKey CUSTOMER = new TestKey();
    private static final TestKey UPDATE = new TestKey();

    private Tokens() {}

    /** Returns evidence of a complete device without debugging, with the boot count {@code boots} and {@code count} measurements. */
    static Evidence evidence(EvidenceKind kind, long boots, int count) {
        List<Measurement> measurements = IntStream.range(0, count)
                .mapToObj(i -> new Measurement(
                        ImageType.SERVICES,
                        new ComponentId(new UUID(1, i)),
                        new ImageId(new UUID(2, i)),
                        Digest.sha256(new byte[] {(byte) i}),
                        i * 300_000_000L % Measurement.MAX_SECURITY_VERSION))
                .toList();
        return new Evidence(
                kind,
                DEVICE,
                EvidencePurpose.ATTEST,
                Nonce.of(new byte[Nonce.LENGTH]),
                boots,
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                3,
                Set.of(13, 11),
                measurements,
                LongStream.range(0, count).boxed().toList(),
                CUSTOMER.publicKey(),
                UPDATE.publicKey());
    }

    /** Encodes and signs evidence in the format of its kind. */
    static byte[] sign(Evidence evidence, MessageSigner signer) {
        return switch (evidence.kind()) {
            case PLUTON -> PlutonEvidenceFormat.sign(evidence, signer);
            case PSA ->
                PsaEvidenceFormat.sign(
                        evidence, platform(1, evidence.measurements().size()), signer);
        };
    }

    /** Returns signed evidence with the boot count 7 and two measurements. */
    static byte[] token(EvidenceKind kind) {
        return sign(evidence(kind, 7, 2), ATTESTATION);
    }

    /** Returns the values that a PSA token has besides the evidence. */
    static PsaPlatform platform(int clientId, int components) {
        return new PsaPlatform(
                Digest.sha256(new byte[] {9}),
                clientId,
                Blob.of(new byte[32]),
                Collections.nCopies(components, PsaEvidenceFormat.signerId(UPDATE.publicKey())));
    }

    /** Returns the claims of a token for the statement of {@code evidence(PSA, 7, 2)}. */
    static PsaToken psaClaims(int clientId) {
        Evidence evidence = evidence(EvidenceKind.PSA, 7, 2);
        PsaPlatform platform = platform(clientId, 2);
        return new PsaToken(
                Digest.sha256(PsaEvidenceFormat.encodeStatement(evidence)),
                PsaToken.instanceId(DEVICE.key()),
                platform.implementation(),
                clientId,
                PsaLifecycle.SECURED,
                Optional.of(platform.bootSeed()),
                evidence.measurements().stream()
                        .map(measurement -> PsaSoftwareComponent.of(
                                measurement, platform.signers().getFirst()))
                        .toList());
    }

    /** Returns a result of this tier, with a finding about an unknown kernel. */
    static AttestationResult result(TrustTier status) {
        return new AttestationResult(
                new VerifierId("Holdfast", "0.1.0"),
                CATALOG,
                AUDIENCE.group(),
                6,
                EvidenceKind.PLUTON,
                DEVICE,
                Nonce.of(new byte[Nonce.LENGTH]),
                Digest.sha256(new byte[] {1}),
                Instant.ofEpochSecond(1764000000),
                status,
                new TrustworthinessVector(2, 2, status.number(), 2, 2, 0, 0, 0),
                "attestation/default",
                2,
                List.of(new Finding("measurement-unknown", "NormalWorldKernel", "The kernel is not a known one.")));
    }
}
