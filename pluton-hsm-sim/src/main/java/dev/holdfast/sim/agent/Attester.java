package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.KeyRole;
import dev.holdfast.sim.hsm.Pluton;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Attests once: hello, challenge, evidence, and out of the answer new certificates for keys that Pluton made for it. */
public final class Attester {
    private final Vertx vertx;
    private final Gateway gateway;
    private final Pluton pluton;
    private final InstantSource clock;

    /** Prepares; nothing is sent before {@link #attest}. */
    public Attester(Vertx vertx, Gateway gateway, Pluton pluton, InstantSource clock) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.pluton = pluton;
        this.clock = clock;
    }

    /** Makes fresh client keys and evidence over {@code nonce}. */
    public Blob evidence(Nonce nonce) {
        pluton.generateClientAuthKeys();
        return pluton.processAttestation(nonce);
    }

    /** Opens a client that shows the general key, as a device without a certificate does. */
    public DeviceClient hello() {
        return new DeviceClient(vertx, gateway, HelloCertificate.of(pluton, clock.instant()));
    }

    Future<Session> attest(P256PublicKey resultKey) {
        return vertx.executeBlocking(this::hello, false)
                .compose(hello -> hello.challenge()
                        .compose(challenge -> vertx.executeBlocking(() -> evidence(challenge.nonce()), false)
                                .compose(hello::attest)
                                .compose(answer ->
                                        vertx.executeBlocking(() -> conclude(challenge, answer, resultKey), false)))
                        .eventually(hello::close));
    }

    private Session conclude(Challenge challenge, AttestResponse answer, P256PublicKey resultKey)
            throws FormatException {
        AttestationResult result =
                AttestationResultFormat.verify(answer.result().bytes(), resultKey);
        if (!result.device().equals(pluton.deviceId()) || !result.nonce().equals(challenge.nonce())) {
            throw new FormatException("the attestation result is for another device or another challenge");
        }
        if (answer.updateCertificate() == null) {
            return new Session(answer.outcome(), result, null, null, null);
        }
        pluton.commitClientAuthKeys();
        TlsIdentity update = TlsIdentity.issued(pluton.key(KeyRole.UPDATE), answer.updateCertificate());
        DeviceClient customer = answer.customerCertificate() == null
                ? null
                : new DeviceClient(
                        vertx, gateway, TlsIdentity.issued(pluton.key(KeyRole.CUSTOMER), answer.customerCertificate()));
        return new Session(
                answer.outcome(), result, new DeviceClient(vertx, gateway, update), customer, halfLife(update));
    }

    private static Instant halfLife(TlsIdentity identity) {
        Instant from = identity.leaf().getNotBefore().toInstant();
        return from.plus(Duration.between(from, identity.leaf().getNotAfter().toInstant())
                .dividedBy(2));
    }
}
