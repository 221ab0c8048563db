package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.AttestationOutcome.Attested;
import dev.holdfast.sim.hsm.AttestationOutcome.NotAttested;
import dev.holdfast.sim.hsm.otp.DirectorySilicon;
import dev.holdfast.sim.hsm.otp.Silicon;
import dev.holdfast.sim.hsm.rng.EntropyFailureException;
import dev.holdfast.sim.hsm.rng.EntropySource;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The Pluton security core of one chip. It has two P-256 key pairs from manufacture: the attestation key, which signs
 * only evidence and whose public half is the device ID, and the general key. It makes client authentication keys for
 * each attestation and deletes them at a reset. Private keys never leave the core.
 *
 * <p>This class is the chip as its boot chain sees it, with full access. Software on the device gets a {@link
 * PlutonDevice}, which checks its caller. All methods are safe for use from any thread and run one at a time.
 */
public final class Pluton {
    private static final Digest UNSIGNED = Digest.of(new byte[Digest.LENGTH]);

    private final Firmware firmware;
    private final SigningKey general;
    private final DeviceId device;
    private final Fuses fuses;

    private Pluton(KeyVault keys, Fuses fuses, HealthTestedRng random) {
        this.firmware = new Firmware(keys, fuses, random);
        this.general = keys.general();
        this.device = new DeviceId(keys.attestation().publicKey());
        this.fuses = fuses;
    }

    /**
     * Makes a new chip: burns new keys and the operating system key into {@code directory}.
     *
     * @param operatingSystemKey trusted by the ROM, permanently
     * @param debug {@link DebugState#ENABLED} leaves the debug ports open; otherwise they are off permanently
     * @throws IOException when the directory already holds a chip or cannot be written
     */
    public static Pluton manufacture(Path directory, P256PublicKey operatingSystemKey, DebugState debug)
            throws IOException {
        return manufacture(directory, operatingSystemKey, debug, EntropySource.system());
    }

    /**
     * Makes a new chip with its own noise source.
     *
     * @throws PlutonException {@link Errno#EIO} when the source fails its health test; then no chip is made
     */
    public static Pluton manufacture(
            Path directory, P256PublicKey operatingSystemKey, DebugState debug, EntropySource noise)
            throws IOException {
        return manufacture(new DirectorySilicon(directory), operatingSystemKey, debug, noise);
    }

    static Pluton manufacture(Silicon silicon, P256PublicKey operatingSystemKey, DebugState debug, EntropySource noise)
            throws IOException {
        if (Fuses.provisioned(silicon)) {
            throw new FileAlreadyExistsException(silicon.toString(), null, "the chip already exists");
        }
        HealthTestedRng random = new HealthTestedRng(noise);
        try {
            silicon.discard();
            KeyVault keys = KeyVault.burn(silicon, random);
            Fuses.provision(silicon, operatingSystemKey, debug);
            return new Pluton(keys, Fuses.open(silicon), random);
        } catch (EntropyFailureException e) {
            throw new PlutonException(Errno.EIO, "cannot make keys without random numbers", e);
        }
    }

    /**
     * Powers on an existing chip. The measurement registers are empty until the ROM calls {@link #reset()}.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Pluton open(Path directory) throws IOException {
        return open(directory, EntropySource.system());
    }

    /** Powers on an existing chip with its own noise source. */
    public static Pluton open(Path directory, EntropySource noise) throws IOException {
        return open(new DirectorySilicon(directory), noise);
    }

    static Pluton open(Silicon silicon, EntropySource noise) throws IOException {
        Fuses fuses = Fuses.open(silicon);
        return new Pluton(KeyVault.open(silicon), fuses, new HealthTestedRng(noise));
    }

    /** Opens {@code /dev/pluton} for a process. */
    public PlutonDevice device(Caller caller) {
        return new IoctlSession(firmware, caller);
    }

    /** Starts a normal boot: {@link #reset(int)} without flags. */
    public void reset() {
        reset(0);
    }

    /**
     * Starts a boot: clears measurement registers, client keys, capabilities and an alarm of the random number
     * generator, and counts the boot. A full command queue does not block a reset.
     *
     * @param bootModeFlags see {@link PlutonDevice#bootModeFlags}
     */
    public void reset(int bootModeFlags) {
        firmware.reset(bootModeFlags);
    }

    /**
     * Sets the kind of evidence, which is fixed in hardware on a real chip. The default is Pluton's own.
     *
     * @param implementation implementation ID, for kinds that have one
     */
    public void setEvidenceKind(EvidenceKind kind, Digest implementation) {
        firmware.setEvidenceKind(kind, implementation);
    }

    /**
     * Adds a measurement to the registers of this boot. A measurement cannot be removed.
     *
     * @param signer SHA-256 of the key that verified the image
     * @throws PlutonException when all twenty registers are in use
     */
    public void extend(Measurement measurement, Digest signer) {
        firmware.extend(measurement, signer);
    }

    /** Adds a measurement of an unsigned image. */
    public void extend(Measurement measurement) {
        extend(measurement, UNSIGNED);
    }

    /**
     * Sets the version of the trusted keystore, once a boot.
     *
     * @throws PlutonException when it is already set
     */
    public void latchKeystoreVersion(long version) {
        firmware.latchKeystoreVersion(version);
    }

    /**
     * Sets the keys that may sign capability files, once a boot. Before that, every file is refused.
     *
     * @throws PlutonException when they are already set
     */
    public void latchCapabilityKeys(Set<P256PublicKey> keys) {
        firmware.latchCapabilityKeys(keys);
    }

    /** Sets the real-time clock, by which capability files expire. The default is the host's clock. */
    public void useClock(InstantSource realTimeClock) {
        firmware.useClock(realTimeClock);
    }

    /**
     * Enables the capabilities of a file instead of those of the previous file, until the next reset or the file's expiry. For the boot
     * chain, with a file in flash, and for servicing sessions.
     *
     * @throws PlutonException {@link Errno#EINVAL} for a file of more than 1,024 bytes
     */
    public CapabilityDecoding presentCapabilities(Blob file) {
        return firmware.presentCapabilities(file.bytes());
    }

    /** Returns the measurements of this boot so far, in order. */
    public List<Measurement> measurements() {
        return firmware.measurements();
    }

    /** Returns the device ID: the public half of the attestation key. */
    public DeviceId deviceId() {
        return device;
    }

    public P256PublicKey attestationPublicKey() {
        return device.key();
    }

    public P256PublicKey generalPublicKey() {
        return general.publicKey();
    }

    public Fuses fuses() {
        return fuses;
    }

    /** Returns the boot progress that software last reported; 0 after a reset. */
    public int postcode() {
        return firmware.postcode();
    }

    /**
     * Returns random bytes: READ_RNG of the firmware, which no process may call.
     *
     * @throws PlutonException {@link Errno#EIO} when the noise source failed a health test
     */
    public Blob random(int length) {
        return firmware.random(length);
    }

    /** Returns the result of GET_SECURITY_STATE and related commands. */
    public SecurityState securityState() {
        return firmware.securityState();
    }

    /** GENERATE_CLIENT_AUTH_KEY, see {@link PlutonDevice#generateClientAuthKey}. */
    public ClientKeys generateClientAuthKeys() {
        return firmware.generateClientAuthKey();
    }

    /** COMMIT_CLIENT_AUTH_KEY, see {@link PlutonDevice#commitClientAuthKey}. */
    public void commitClientAuthKeys() {
        firmware.commitClientAuthKey();
    }

    /**
     * PROCESS_ATTESTATION: signs evidence over a nonce, to attest.
     *
     * @return a token as in {@link EvidenceFormat}
     * @throws PlutonException before the first {@link #generateClientAuthKeys} of a boot
     */
    public Blob processAttestation(Nonce nonce) {
        return token(firmware.attest(EvidencePurpose.ATTEST, nonce));
    }

    /**
     * PROVE_POSSESSION: signs evidence over the nonce of a claim.
     *
     * @return a token as in {@link EvidenceFormat}
     * @throws PlutonException before the first {@link #generateClientAuthKeys} of a boot
     */
    public Blob provePossession(Nonce nonce) {
        return token(firmware.attest(EvidencePurpose.CLAIM, nonce));
    }

    private static Blob token(AttestationOutcome outcome) {
        return switch (outcome) {
            case Attested attested -> attested.token();
            case NotAttested(String reason) -> throw new PlutonException(Errno.ENOKEY, reason);
        };
    }

    /**
     * Returns a handle that signs TLS handshakes through {@link PlutonProvider}.
     *
     * @throws PlutonException when {@code role} is a client key and none is committed
     */
    public PlutonKey key(KeyRole role) {
        P256PublicKey publicKey = firmware.publicKey(role);
        return new PlutonKey(publicKey, digest -> firmware.sign(role, publicKey, digest));
    }

    @Override
    public String toString() {
        return "Pluton[" + device.shortText() + "]";
    }
}
