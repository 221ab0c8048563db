package dev.holdfast.backend.attestation.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Challenges are nonces with a time and a tag. The tag binds them to installation, device, catalog and purpose. */
class ChallengesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final DeviceId DEVICE = DeviceId.of(new byte[P256PublicKey.LENGTH]);

    private static final UUID CATALOG = new UUID(1, 2);

    @Property
    void a_challenge_is_invalid_after_a_change_of_catalog(@ForAll long high, @ForAll long low) {
        UUID other = new UUID(high, low);
        Nonce nonce = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST);

        assertThat(challenges(NOW).isOf(nonce, DEVICE, CATALOG)).isTrue();
        assertThat(challenges(NOW).isOf(nonce, DEVICE, other)).isEqualTo(other.equals(CATALOG));
    }

    /** {@code age} is in seconds. The skew, 5 seconds, is the tolerated difference of the backends' clocks. */
    @Property
    void a_challenge_is_valid_for_a_minute_and_the_skew(@ForAll @IntRange(min = -100, max = 200) int age) {
        Nonce nonce = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST);

        ChallengeCheck check = challenges(NOW.plusSeconds(age)).check(nonce, DEVICE, ChallengePurpose.ATTEST);

        assertThat(check)
                .isEqualTo(
                        age < -5 ? ChallengeCheck.PREMATURE : age > 65 ? ChallengeCheck.EXPIRED : ChallengeCheck.FRESH);
    }

    @Property
    void a_challenge_is_refused_for_another_device(@ForAll @Size(P256PublicKey.LENGTH) byte[] other) {
        DeviceId device = DeviceId.of(other);
        Nonce nonce = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST);

        assertThat(challenges(NOW).check(nonce, device, ChallengePurpose.ATTEST))
                .isEqualTo(device.equals(DEVICE) ? ChallengeCheck.FRESH : ChallengeCheck.NOT_ISSUED);
    }

    @Property(tries = 256)
    void a_challenge_with_a_changed_bit_is_refused(@ForAll @IntRange(max = Nonce.LENGTH * 8 - 1) int bit) {
        byte[] changed =
                challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST).bytes();
        changed[bit / 8] ^= (byte) (1 << bit % 8);

        assertThat(challenges(NOW).check(Nonce.of(changed), DEVICE, ChallengePurpose.ATTEST))
                .isEqualTo(ChallengeCheck.NOT_ISSUED);
    }

    @Example
    void a_challenge_of_another_installation_is_refused() {
        Challenges other = new Challenges(secret(2), InstantSource.fixed(NOW));

        assertThat(other.check(
                        challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST),
                        DEVICE,
                        ChallengePurpose.ATTEST))
                .isEqualTo(ChallengeCheck.NOT_ISSUED);
    }

    @Example
    void a_challenge_for_another_purpose_is_refused() {
        Nonce claim = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.CLAIM);
        Nonce attest = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.ATTEST);

        assertThat(challenges(NOW).check(claim, DEVICE, ChallengePurpose.ATTEST))
                .isEqualTo(ChallengeCheck.NOT_ISSUED);
        assertThat(challenges(NOW).check(attest, DEVICE, ChallengePurpose.CLAIM))
                .isEqualTo(ChallengeCheck.NOT_ISSUED);
    }

    @Example
    void a_challenge_to_claim_is_valid_for_15_minutes() {
        Nonce nonce = challenges(NOW).issue(DEVICE, CATALOG, ChallengePurpose.CLAIM);

        assertThat(challenges(NOW.plusSeconds(15 * 60)).check(nonce, DEVICE, ChallengePurpose.CLAIM))
                .isEqualTo(ChallengeCheck.FRESH);
        assertThat(challenges(NOW.plusSeconds(15 * 60 + 6)).check(nonce, DEVICE, ChallengePurpose.CLAIM))
                .isEqualTo(ChallengeCheck.EXPIRED);
    }

    @Example
    void no_two_challenges_are_the_same() {
        Challenges challenges = challenges(NOW);
        Set<Nonce> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(challenges.issue(DEVICE, CATALOG, ChallengePurpose.ATTEST)))
                    .isTrue();
        }
    }

    /** Returns a backend's challenges at a fixed time. */
    private static Challenges challenges(Instant now) {
        return new Challenges(secret(1), InstantSource.fixed(now));
    }

    /** Returns a keyed hash for tests. Every bit of the input changes the tag. */
    private static MacKey secret(int key) {
        return message -> {
            byte[] keyed = new byte[message.length + 1];
            keyed[0] = (byte) key;
            System.arraycopy(message, 0, keyed, 1, message.length);
            return Digest.sha256(keyed).bytes();
        };
    }
}
