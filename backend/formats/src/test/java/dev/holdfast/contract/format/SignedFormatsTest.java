package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tests signatures of image packages and manifest sets, and the layout of image metadata. */
class SignedFormatsTest {
    private static final TestKey KEY = new TestKey();
    private static final TestKey NEXT = new TestKey();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ManifestSet SET = set(List.of(KEY.publicKey()));
    private static final RolloutAudience ROLLOUT = new RolloutAudience(
            new UUID(5, 6),
            9_999,
            Member.BUCKETS,
            MemberList.MAX_LISTED,
            MemberList.MAX_EXCLUDED,
            MemberList.EMPTY.digest());

    @Test
    void signing_an_image_package_again_keeps_its_measurement() throws FormatException {
        ImagePackage first = image("toaster");
        ImagePackage again = ImagePackage.sign(first.body(), first.metadata(), KEY.publicKey(), KEY);

        assertThat(ImagePackage.verify(first.bytes(), KEY.publicKey()).metadata())
                .isEqualTo(first.metadata());
        assertThat(again.measuredDigest()).isEqualTo(first.measuredDigest());
    }

    @Test
    void image_metadata_has_the_documented_layout() {
        byte[] metadata = image("toaster").metadata().encode();

        assertThat(metadata).startsWith(0x34, 0x58, 0x34, 0x4D, 4, 0, 0, 0, 0x49, 0x44, 0x24, 0, 10, 0, 0, 0);
        assertThat(java.util.Arrays.copyOfRange(metadata, 16, 24))
                .as("the component's GUID, little-endian")
                .containsExactly(0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07);
    }

    @Test
    void an_altered_image_is_refused_before_parsing() {
        byte[] bytes = image("toaster").bytes();
        bytes[0] ^= 1;

        assertThatThrownBy(() -> ImagePackage.verify(bytes, KEY.publicKey())).hasMessageContaining("not signed");
    }

    @Property(tries = 300)
    void arbitrary_bytes_are_never_an_image(@ForAll @Size(max = 400) byte[] bytes) {
        assertThatThrownBy(() -> ImagePackage.parse(bytes)).isInstanceOf(FormatException.class);
    }

    @Test
    void a_signed_manifest_set_verifies_only_with_its_key() throws FormatException {
        byte[] signed = ManifestSetFormat.sign(SET, KEY.publicKey(), KEY);

        assertThat(ManifestSetFormat.verify(signed, KEY.publicKey())).isEqualTo(SET);
        assertThatThrownBy(() -> ManifestSetFormat.verify(signed, NEXT.publicKey()))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void a_manifest_set_with_two_signatures_verifies_with_both_keys() throws FormatException {
        byte[] signed = ManifestSetFormat.sign(SET, List.of(signer(KEY), signer(NEXT)));

        assertThat(ManifestSetFormat.verify(signed, KEY.publicKey())).isEqualTo(SET);
        assertThat(ManifestSetFormat.verify(signed, NEXT.publicKey())).isEqualTo(SET);
        assertThatThrownBy(() -> ManifestSetFormat.verify(signed, new TestKey().publicKey()))
                .hasMessageContaining("expected key");
    }

    @Test
    void the_other_signature_does_not_replace_a_wrong_one() {
        byte[] signed =
                ManifestSetFormat.sign(SET, List.of(new ManifestSetFormat.Signer(KEY.publicKey(), NEXT), signer(NEXT)));

        assertThatThrownBy(() -> ManifestSetFormat.verify(signed, KEY.publicKey()))
                .hasMessageContaining("expected key");
    }

    @Test
    void none_three_or_two_signatures_of_one_key_are_refused() {
        for (List<ManifestSetFormat.Signer> signers : List.of(
                List.<ManifestSetFormat.Signer>of(),
                List.of(signer(KEY), signer(KEY)),
                List.of(signer(KEY), signer(NEXT), signer(new TestKey())))) {
            assertThatThrownBy(() -> ManifestSetFormat.verify(ManifestSetFormat.sign(SET, signers), KEY.publicKey()))
                    .hasMessageContaining("signatures");
        }
    }

    @Test
    void the_largest_manifest_set_is_accepted() throws FormatException {
        ManifestSet.Entry entry = ManifestSet.Entry.of(image("toaster"));
        ManifestSet largest = new ManifestSet(
                new Audience(new UUID(1, 1), new UUID(2, 2), "p".repeat(64)),
                Long.MAX_VALUE,
                NOW,
                NOW.plusSeconds(86400),
                IntStream.range(0, ManifestSet.MAX_IMAGES)
                        .mapToObj(i -> new ManifestSet.Entry(
                                ImageType.APPLICATIONS,
                                new ComponentId(new UUID(1, i)),
                                entry.image(),
                                Long.MAX_VALUE,
                                entry.digest(),
                                Measurement.MAX_SECURITY_VERSION))
                        .toList(),
                Stream.generate(() -> new TestKey().publicKey())
                        .limit(ManifestSet.MAX_CUSTOMER_IMAGES)
                        .toList(),
                Optional.of(ROLLOUT),
                new InstallRules(
                        Optional.of(intervals(InstallRules.MAX_WINDOWS)),
                        Optional.of(NOW),
                        intervals(InstallRules.MAX_BLACKOUTS),
                        true,
                        Optional.of(InstallRules.MAX_DEFERRAL)));

        assertThat(ManifestSetFormat.verify(
                        ManifestSetFormat.sign(largest, List.of(signer(KEY), signer(NEXT))), KEY.publicKey()))
                .isEqualTo(largest);
    }

    @Test
    void a_manifest_set_has_at_most_six_different_image_keys() {
        assertThatThrownBy(() -> set(Collections.nCopies(2, KEY.publicKey()))).hasMessageContaining("at most 6");
        assertThatThrownBy(() -> set(Stream.generate(() -> new TestKey().publicKey())
                        .limit(7)
                        .toList()))
                .hasMessageContaining("at most 6");
    }

    @Test
    void a_manifest_set_names_the_devices_that_a_rollout_opened() throws FormatException {
        ManifestSet set = new ManifestSet(
                SET.audience(),
                SET.version(),
                SET.issuedAt(),
                SET.expiresAt(),
                SET.images(),
                SET.imageKeys(),
                Optional.of(ROLLOUT));
        byte[] signed = ManifestSetFormat.sign(set, KEY.publicKey(), KEY);

        assertThat(ManifestSetFormat.verify(signed, KEY.publicKey()).rollout()).contains(ROLLOUT);
        assertThat(SET.rollout()).isEmpty();
    }

    @Test
    void a_manifest_set_with_a_malformed_audience_of_a_rollout_is_refused() {
        byte[] claims = ManifestSetFormat.encodeClaims(set(List.of()));
        // The claims end with label 9 and an empty array. Label 8 with an empty array comes before them, in a map with
        // one more entry.
        byte[] widened = Arrays.copyOf(claims, claims.length + 2);
        widened[0]++;
        System.arraycopy(new byte[] {8, (byte) 0x80, 9, (byte) 0x80}, 0, widened, claims.length - 2, 4);
        byte[] signed = CoseSign.sign(SignatureContext.MANIFEST_SET, widened, List.of(signer(KEY)));

        assertRefused(signed, Reason.MALFORMED);
    }

    @Test
    void a_manifest_set_with_an_unknown_claim_is_refused() {
        byte[] claims = ManifestSetFormat.encodeClaims(SET);
        byte[] more = Arrays.copyOf(claims, claims.length + 2);
        more[0]++;
        more[claims.length] = 23;
        byte[] signed = CoseSign.sign(SignatureContext.MANIFEST_SET, more, List.of(signer(KEY)));

        assertRefused(signed, Reason.UNKNOWN);
    }

    @Test
    void a_manifest_set_that_devices_may_install_at_any_time_has_no_rules() throws FormatException {
        byte[] signed = ManifestSetFormat.sign(SET, KEY.publicKey(), KEY);

        assertThat(ManifestSetFormat.verify(signed, KEY.publicKey()).rules()).isEqualTo(InstallRules.ANY_TIME);
    }

    @Test
    void a_manifest_set_with_malformed_rules_is_refused() {
        // A map with one more entry, and that entry: no array, an empty interval, no blackout, false, more than 30
        // days.
        assertRefused(withClaim(10, 0), Reason.MALFORMED);
        assertRefused(withClaim(10, 0x81, 0x82, 5, 5), Reason.MALFORMED);
        assertRefused(withClaim(12, 0x80), Reason.LENGTH);
        assertRefused(withClaim(13, 0), Reason.RANGE);
        assertRefused(withClaim(14, 0x1A, 0, 0x27, 0x8D, 1), Reason.RANGE);
    }

    private static byte[] withClaim(int... claim) {
        byte[] claims = ManifestSetFormat.encodeClaims(SET);
        byte[] more = Arrays.copyOf(claims, claims.length + claim.length);
        more[0]++;
        for (int i = 0; i < claim.length; i++) {
            more[claims.length + i] = (byte) claim[i];
        }
        return CoseSign.sign(SignatureContext.MANIFEST_SET, more, List.of(signer(KEY)));
    }

    private static void assertRefused(byte[] signed, Reason reason) {
        Malformed.assertRefused(signed, bytes -> ManifestSetFormat.verify(bytes, KEY.publicKey()), reason);
    }

    private static List<InstallRules.Interval> intervals(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new InstallRules.Interval(NOW.plusSeconds(2L * i), NOW.plusSeconds(2L * i + 1)))
                .toList();
    }

    private static ManifestSet set(List<P256PublicKey> imageKeys) {
        return new ManifestSet(
                Tokens.AUDIENCE,
                5,
                NOW,
                NOW.plusSeconds(86400),
                List.of(ManifestSet.Entry.of(image("toaster"))),
                imageKeys);
    }

    private static ManifestSetFormat.Signer signer(TestKey key) {
        return new ManifestSetFormat.Signer(key.publicKey(), key);
    }

    private static ImagePackage image(String name) {
        ImageMetadata metadata = new ImageMetadata(
                ImageType.APPLICATIONS,
                ComponentId.parse("01020304-0506-0708-090a-0b0c0d0e0f10"),
                new ImageId(new UUID(3, 4)),
                Blob.of(new byte[20]),
                NOW,
                name,
                1);
        return ImagePackage.sign(name.getBytes(StandardCharsets.UTF_8), metadata, KEY.publicKey(), KEY);
    }
}
