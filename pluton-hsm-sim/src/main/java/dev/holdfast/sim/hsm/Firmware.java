package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Pluton's commands, one method each. {@link IoctlSession} checks the caller before each command. {@link Mailbox} runs
 * one command at a time, which guards the state.
 */
final class Firmware {
    private final Mailbox mailbox = new Mailbox();
    private final MeasurementRegisters registers = new MeasurementRegisters();
    private final ClientAuthKeys clients = new ClientAuthKeys();
    private final SigningKey general;
    private final Attester attester;
    private final Fuses fuses;
    private final HealthTestedRng random;
    private final EnabledCapabilities capabilities;
    private int bootModeFlags;
    private int postcode;

    Firmware(KeyVault keys, Fuses fuses, HealthTestedRng random) {
        this.general = keys.general();
        this.attester = new Attester(keys.attestation(), random);
        this.fuses = fuses;
        this.random = random;
        this.capabilities = new EnabledCapabilities(attester.device());
    }

    void reset(int flags) {
        mailbox.signal(() -> {
            // Count first: if the counter cannot be written, there is no boot, and the state of the last boot stays.
            fuses.countBoot();
            registers.clear();
            attester.restart();
            clients.clear();
            capabilities.clear();
            random.restart();
            bootModeFlags = flags;
            postcode = 0;
        });
    }

    void setEvidenceKind(EvidenceKind kind, Digest implementation) {
        mailbox.signal(() -> attester.setEvidenceKind(kind, implementation));
    }

    void extend(Measurement measurement, Digest signer) {
        mailbox.signal(() -> registers.extend(measurement, signer));
    }

    void latchKeystoreVersion(long version) {
        mailbox.signal(() -> registers.latchKeystoreVersion(version));
    }

    void latchCapabilityKeys(Set<P256PublicKey> keys) {
        mailbox.signal(() -> capabilities.latchSigners(keys));
    }

    void useClock(InstantSource realTimeClock) {
        mailbox.signal(() -> capabilities.useClock(realTimeClock));
    }

    CapabilityDecoding presentCapabilities(byte[] file) {
        return mailbox.call(() -> capabilities.present(file, fuses.manufacturingState()));
    }

    List<Measurement> measurements() {
        return mailbox.call(registers::read);
    }

    Blob random(int length) {
        return mailbox.call(() -> Blob.of(random.bytes(length)));
    }

    SecurityState securityState() {
        return mailbox.call(this::state);
    }

    ClientKeys generateClientAuthKey() {
        return mailbox.call(() -> clients.generate(random));
    }

    void commitClientAuthKey() {
        mailbox.run(clients::commit);
    }

    AttestationOutcome attest(EvidencePurpose purpose, Nonce nonce) {
        return mailbox.call(() -> {
            random.requireSound();
            return attester.attest(purpose, nonce, state(), registers, floors(), clients);
        });
    }

    P256PublicKey publicKey(KeyRole role) {
        return mailbox.call(() -> inUse(role)
                .orElseThrow(() -> new PlutonException(Errno.ENOKEY, "no client keys are committed"))
                .publicKey());
    }

    /** Signs with the key in use, if it is still the key of the handle. */
    SignatureBytes sign(KeyRole role, P256PublicKey expected, Digest digest) {
        return mailbox.call(() -> {
            random.requireSound();
            return inUse(role)
                    .filter(key -> key.publicKey().equals(expected))
                    .orElseThrow(() -> new PlutonException(Errno.ENOKEY, "the key was replaced or deleted by a reset"))
                    .sign(digest);
        });
    }

    P256PublicKey tenantPublicKey(TenantId tenant) {
        return mailbox.call(() -> clients.tenant(tenant)
                .orElseThrow(() -> new PlutonException(Errno.ENOKEY, "the tenant has no key"))
                .publicKey());
    }

    /** Returns the public key of a tenant. Makes the key if there is none. */
    P256PublicKey madeTenantPublicKey(TenantId tenant) {
        return mailbox.call(() -> clients.tenant(tenant, random).publicKey());
    }

    SignatureBytes signForTenant(TenantId tenant, Digest digest) {
        return mailbox.call(() -> {
            random.requireSound();
            return clients.tenant(tenant, random).sign(digest);
        });
    }

    int postcode() {
        return mailbox.call(() -> postcode);
    }

    void setPostcode(int value) {
        mailbox.run(() -> postcode = value);
    }

    int bootModeFlags() {
        return mailbox.call(() -> bootModeFlags);
    }

    SortedSet<Integer> enabledCapabilities() {
        return mailbox.call(() -> capabilities.all(fuses.manufacturingState()));
    }

    void advanceManufacturing(ManufacturingState next) {
        mailbox.run(() -> fuses.advanceManufacturing(next));
    }

    CapabilityDecoding decodeCapabilities(byte[] file) {
        return mailbox.call(() -> capabilities.decode(file));
    }

    /** Returns the current anti-rollback fuse of each measured component. */
    private List<Long> floors() {
        return registers.read().stream()
                .map(measurement -> fuses.securityFloor(measurement.component()))
                .toList();
    }

    private Optional<SigningKey> inUse(KeyRole role) {
        return switch (role) {
            case GENERAL -> Optional.of(general);
            case CUSTOMER -> clients.customer();
            case UPDATE -> clients.update();
        };
    }

    private SecurityState state() {
        ManufacturingState manufacturing = fuses.manufacturingState();
        return new SecurityState(
                attester.device().key(),
                general.publicKey(),
                manufacturing,
                fuses.debugState(),
                capabilities.all(manufacturing),
                fuses.bootCount(),
                registers.keystoreVersion());
    }
}
