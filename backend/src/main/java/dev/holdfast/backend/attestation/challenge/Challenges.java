package dev.holdfast.backend.attestation.challenge;

import dev.holdfast.backend.pki.MacKey;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Makes and recognises challenges without storing any: every backend recognises what another one made.
 *
 * <p>{@code nonce = u32 epoch seconds ‖ 12 random bytes ‖ HMAC-SHA256(secret, device ID ‖ purpose ‖ time ‖ random)[0..16]},
 * big-endian. 96 random bits a second let no two meet; 128 bits of tag let none be guessed in its one minute.
 */
public final class Challenges {
    /** How long a challenge can be answered. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);
    /** How far the clocks of backends may differ. */
    public static final Duration SKEW = Duration.ofSeconds(5);

    private static final int TIME_LENGTH = 4;
    private static final int RANDOM_LENGTH = 12;
    private static final int SEED_LENGTH = TIME_LENGTH + RANDOM_LENGTH;
    private static final long U32 = 0xFFFF_FFFFL;

    private final MacKey secret;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes challenges.
     *
     * @param secret the same in every backend of the installation
     */
    public Challenges(MacKey secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Makes a nonce that only {@code device} can spend, for {@code purpose}. */
    public Nonce issue(DeviceId device, ChallengePurpose purpose) {
        byte[] randomness = new byte[RANDOM_LENGTH];
        random.nextBytes(randomness);
        byte[] seed = ByteBuffer.allocate(SEED_LENGTH)
                .putInt((int) clock.instant().getEpochSecond())
                .put(randomness)
                .array();
        return Nonce.of(ByteBuffer.allocate(Nonce.LENGTH)
                .put(seed)
                .put(tag(seed, device, purpose))
                .array());
    }

    /** Tells what {@code nonce} is worth when {@code device} answers it. */
    public ChallengeCheck check(Nonce nonce, DeviceId device, ChallengePurpose purpose) {
        byte[] bytes = nonce.bytes();
        byte[] seed = Arrays.copyOf(bytes, SEED_LENGTH);
        byte[] tag = Arrays.copyOfRange(bytes, SEED_LENGTH, bytes.length);
        if (!MessageDigest.isEqual(tag, tag(seed, device, purpose))) {
            return ChallengeCheck.FOREIGN;
        }
        long age = clock.instant().getEpochSecond() - (ByteBuffer.wrap(seed).getInt() & U32);
        if (age > LIFETIME.plus(SKEW).toSeconds()) {
            return ChallengeCheck.EXPIRED;
        }
        return age < -SKEW.toSeconds() ? ChallengeCheck.PREMATURE : ChallengeCheck.FRESH;
    }

    private byte[] tag(byte[] seed, DeviceId device, ChallengePurpose purpose) {
        byte[] id = device.bytes();
        byte[] mac = secret.mac(ByteBuffer.allocate(id.length + 1 + SEED_LENGTH)
                .put(id)
                .put(purpose.number())
                .put(seed)
                .array());
        return Arrays.copyOf(mac, Nonce.LENGTH - SEED_LENGTH);
    }
}
