package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
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
 * One chip's Pluton. Two P-256 key pairs are made at manufacture: the attestation key, which signs evidence and nothing
 * else and whose public half is the device ID, and the general key. Client authentication keys are made for each
 * attestation and die with the next reset. Private halves stay inside.
 *
 * <p>This class is the chip as its own boot chain sees it: whoever holds it may do everything. Software on the device gets a
 * {@link PlutonDevice}, which knows who calls. Every operation may be called from any thread and takes its turn.
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
     * Makes a new chip: burns fresh keys and the manufacturer's operating system key into {@code directory}.
     *
     * @param operatingSystemKey what the ROM trusts; it cannot be changed later
     * @param debug {@link DebugState#ENABLED} for a part whose debug ports were left open, else they are off for good
     * @throws IOException when the directory holds a chip already or cannot be written
     */
    public static Pluton manufacture(Path directory, P256PublicKey operatingSystemKey, DebugState debug)
            throws IOException {
        return manufacture(directory, operatingSystemKey, debug, EntropySource.system());
    }

    /**
     * Makes a new chip whose keys come from a noise source of one's own.
     *
     * @throws PlutonException {@link Errno#EIO} when the source fails its health test: the die is no chip then
     */
    public static Pluton manufacture(
            Path directory, P256PublicKey operatingSystemKey, DebugState debug, EntropySource noise)
            throws IOException {
        return manufacture(new DirectorySilicon(directory), operatingSystemKey, debug, noise);
    }

    static Pluton manufacture(Silicon silicon, P256PublicKey operatingSystemKey, DebugState debug, EntropySource noise)
            throws IOException {
        if (Fuses.provisioned(silicon)) {
            throw new FileAlreadyExistsException(silicon.toString(), null, "a chip is made once");
        }
        HealthTestedRng random = new HealthTestedRng(noise);
        try {
            silicon.discard();
            KeyVault keys = KeyVault.burn(silicon, random);
            Fuses.provision(silicon, operatingSystemKey, debug);
            return new Pluton(keys, Fuses.open(silicon), random);
        } catch (EntropyFailureException e) {
            throw new PlutonException(Errno.EIO, "a chip without randomness gets no keys", e);
        }
    }

    /**
     * Powers a chip on that was made earlier. Measurement registers are empty until the ROM calls {@link #reset()}.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Pluton open(Path directory) throws IOException {
        return open(directory, EntropySource.system());
    }

    /** Powers a chip on with a noise source of one's own. */
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

    /** Starts a normal boot. */
    public void reset() {
        reset(0);
    }

    /**
     * Starts a boot: clears the measurement registers, forgets client keys and capabilities, clears an alarm of the random
     * number generator, counts the boot. However many commands wait, a reset is never turned away.
     *
     * @param bootModeFlags see {@link PlutonDevice#bootModeFlags}
     */
    public void reset(int bootModeFlags) {
        firmware.reset(bootModeFlags);
    }

    /**
     * Settles which kind of evidence this part makes, which its mask does on a real one; without it, Pluton's own.
     *
     * @param implementation names the make of the part, for kinds that say it
     */
    public void attestAs(EvidenceKind kind, Digest implementation) {
        firmware.attestAs(kind, implementation);
    }

    /**
     * Adds a measurement to this boot's registers. There is no way to take one back.
     *
     * @param signer SHA-256 of the key that verified the image
     * @throws PlutonException when all twenty registers are in use
     */
    public void extend(Measurement measurement, Digest signer) {
        firmware.extend(measurement, signer);
    }

    /** Adds a measurement of an image that nobody signed. */
    public void extend(Measurement measurement) {
        extend(measurement, UNSIGNED);
    }

    /**
     * Notes, once a boot, which trusted keystore the boot chain uses.
     *
     * @throws PlutonException when it was noted already
     */
    public void latchKeystoreVersion(long version) {
        firmware.latchKeystoreVersion(version);
    }

    /**
     * Notes, once a boot, the keys in the trusted keystore that may sign capability files; before that, none holds.
     *
     * @throws PlutonException when they were noted already
     */
    public void latchCapabilityKeys(Set<P256PublicKey> keys) {
        firmware.latchCapabilityKeys(keys);
    }

    /** Settles the part's real-time clock, by which capability files end; without it, the clock of the machine. */
    public void tellTimeBy(InstantSource realTimeClock) {
        firmware.tellTimeBy(realTimeClock);
    }

    /**
     * Enables, until the next reset or the end that the file says, what a capability file holds and nothing else. For the
     * boot chain, when a file is installed in flash, and for a servicing session.
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

    /** Returns the public half of the attestation key. */
    public P256PublicKey attestationPublicKey() {
        return device.key();
    }

    /** Returns the public half of the general key. */
    public P256PublicKey generalPublicKey() {
        return general.publicKey();
    }

    /** Returns the one-time-programmable cells. */
    public Fuses fuses() {
        return fuses;
    }

    /** Returns what the last runtime reported about the boot; 0 after a reset. */
    public int postcode() {
        return firmware.postcode();
    }

    /**
     * Returns random bytes (READ_RNG of the firmware, which no process may call).
     *
     * @throws PlutonException {@link Errno#EIO} when the noise source failed a health test
     */
    public Blob random(int length) {
        return firmware.random(length);
    }

    /** Returns the answer to GET_SECURITY_STATE and its neighbours. */
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
     * PROCESS_ATTESTATION: signs the nonce together with what this chip is and has booted.
     *
     * @return a token as in {@link EvidenceFormat}
     * @throws PlutonException before the first {@link #generateClientAuthKeys} of a boot
     */
    public Blob processAttestation(Nonce nonce) {
        return switch (firmware.attest(nonce)) {
            case Attested attested -> attested.token();
            case NotAttested(String reason) -> throw new PlutonException(Errno.ENOKEY, reason);
        };
    }

    /**
     * Returns a handle to sign TLS handshakes with, through {@link PlutonProvider}.
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
