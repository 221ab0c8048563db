package dev.holdfast.bench;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.PlutonEvidenceFormat;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated device with keys in memory and the measurements of a healthy device. */
final class BenchDevice {
    private final SoftKey attestationKey = new SoftKey();
    private final SoftKey generalKey = new SoftKey();
    private final SoftKey customerKey = new SoftKey();
    private final SoftKey updateKey = new SoftKey();
    private final DeviceId id = new DeviceId(attestationKey.publicKey());
    private final AtomicLong boots = new AtomicLong();
    private final PemKeyCertOptions hello = new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(generalKey.privateKeyPem()))
            .addCertValue(Buffer.buffer(generalKey.selfSignedPem(id.text())));

    DeviceId id() {
        return id;
    }

    SoftKey generalKey() {
        return generalKey;
    }

    /** Returns the self-signed certificate and its key, with which a device connects before it has an issued certificate. */
    PemKeyCertOptions hello() {
        return hello;
    }

    /** Returns an update certificate and its key. {@code chainPem} is the certificate chain from an attestation. */
    PemKeyCertOptions update(String chainPem) {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(updateKey.privateKeyPem()))
                .addCertValue(Buffer.buffer(chainPem));
    }

    /** Returns a request for an update certificate (PKCS#10, DER). */
    byte[] updateRequest() {
        return updateKey.certificateRequest(id.text());
    }

    /** Returns signed evidence. Each call increases the boot counter by 1. */
    byte[] evidence(Nonce nonce, List<Measurement> measurements) {
        Evidence evidence = new Evidence(
                id,
                nonce,
                boots.incrementAndGet(),
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                1,
                Set.of(),
                measurements,
                customerKey.publicKey(),
                updateKey.publicKey());
        return PlutonEvidenceFormat.sign(evidence, attestationKey);
    }
}
