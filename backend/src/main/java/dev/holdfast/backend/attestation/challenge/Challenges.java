package dev.holdfast.backend.attestation.challenge;

import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;

/**
 * Issues and checks challenges without storing them. Backends share a secret, so each one recognizes the challenges of the others.
 *
 * <pre>{@code
 * seed        = u32 epoch seconds, big-endian ‖ 8 random bytes
 * catalog tag = HMAC-SHA256(secret, device ID ‖ 0 ‖ seed ‖ catalog ID)[0..8]
 * nonce       = seed ‖ catalog tag ‖ HMAC-SHA256(secret, device ID ‖ purpose ‖ seed ‖ catalog tag)[0..12]
 * }</pre>
 *
 * <p>The last 96 bits prevent guessing and are checked before any lookup. The catalog tag is checked once the device's catalog is known: a
 * challenge becomes invalid when the device changes catalogs. Random bits keep two challenges of a device from being equal.
 */
public final class Challenges {
    /** Lifetime of a challenge to attest. */
    public static final Duration LIFETIME = ChallengePurpose.ATTEST.lifetime();
    /** Tolerated clock difference between backends. */
    public static final Duration SKEW = Duration.ofSeconds(5);

    private static final int TIME_LENGTH = 4;
    private static final int RANDOM_LENGTH = 8;
    private static final int SEED_LENGTH = TIME_LENGTH + RANDOM_LENGTH;
    private static final int CATALOG_LENGTH = 8;
    private static final int TAGGED_LENGTH = SEED_LENGTH + CATALOG_LENGTH;
    /** Stands in the place of the purpose in the MAC of the catalog tag. No purpose has this number. */
    private static final byte CATALOG = 0;

    private static final long U32 = 0xFFFF_FFFFL;

    private final MacKey secret;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** @param secret the same in every backend of the installation */
    public Challenges(MacKey secret, InstantSource clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** Creates a nonce. For a claim, {@code catalog} is made from the catalog's id and how often the device left a catalog. */
    public Nonce issue(DeviceId device, UUID catalog, ChallengePurpose purpose) {
        byte[] randomness = new byte[RANDOM_LENGTH];
        random.nextBytes(randomness);
        byte[] seed = ByteBuffer.allocate(SEED_LENGTH)
                .putInt((int) clock.instant().getEpochSecond())
                .put(randomness)
                .array();
        byte[] tagged = ByteBuffer.allocate(TAGGED_LENGTH)
                .put(seed)
                .put(catalogTag(seed, device, catalog))
                .array();
        return Nonce.of(ByteBuffer.allocate(Nonce.LENGTH)
                .put(tagged)
                .put(tag(tagged, device, purpose))
                .array());
    }

    /** Checks everything except the catalog, which {@link #isOf} checks, and whether the nonce is spent. */
    public ChallengeCheck check(Nonce nonce, DeviceId device, ChallengePurpose purpose) {
        byte[] bytes = nonce.bytes();
        byte[] tagged = Arrays.copyOf(bytes, TAGGED_LENGTH);
        byte[] tag = Arrays.copyOfRange(bytes, TAGGED_LENGTH, bytes.length);
        if (!MessageDigest.isEqual(tag, tag(tagged, device, purpose))) {
            return ChallengeCheck.NOT_ISSUED;
        }
        long age = clock.instant().getEpochSecond() - (ByteBuffer.wrap(tagged).getInt() & U32);
        if (age > purpose.lifetime().plus(SKEW).toSeconds()) {
            return ChallengeCheck.EXPIRED;
        }
        return age < -SKEW.toSeconds() ? ChallengeCheck.PREMATURE : ChallengeCheck.FRESH;
    }

    /** Returns when a nonce was issued; meaningful only after {@link #check}. */
    public static Instant issuedAt(Nonce nonce) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(nonce.bytes()).getInt() & U32);
    }

    /** Returns whether a nonce that passed {@link #check} was issued for a device of {@code catalog}. */
    public boolean isOf(Nonce nonce, DeviceId device, UUID catalog) {
        byte[] bytes = nonce.bytes();
        return MessageDigest.isEqual(
                Arrays.copyOfRange(bytes, SEED_LENGTH, TAGGED_LENGTH),
                catalogTag(Arrays.copyOf(bytes, SEED_LENGTH), device, catalog));
    }

    private byte[] catalogTag(byte[] seed, DeviceId device, UUID catalog) {
        byte[] id = device.bytes();
        byte[] mac = secret.mac(ByteBuffer.allocate(id.length + 1 + seed.length + 2 * Long.BYTES)
                .put(id)
                .put(CATALOG)
                .put(seed)
                .putLong(catalog.getMostSignificantBits())
                .putLong(catalog.getLeastSignificantBits())
                .array());
        return Arrays.copyOf(mac, CATALOG_LENGTH);
    }

    private byte[] tag(byte[] tagged, DeviceId device, ChallengePurpose purpose) {
        byte[] id = device.bytes();
        byte[] mac = secret.mac(ByteBuffer.allocate(id.length + 1 + tagged.length)
                .put(id)
                .put(purpose.number())
                .put(tagged)
                .array());
        return Arrays.copyOf(mac, Nonce.LENGTH - TAGGED_LENGTH);
    }
}
