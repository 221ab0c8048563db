package dev.holdfast.backend.attestation.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.FeedReferences.Released;
import dev.holdfast.contract.format.ImageType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reference values of an OS feed. Required are the values up to the release in the device's own set. Newer ones are tolerated. */
class FeedReferencesTest {
    /** Three versions of one image, one for each release. */
    private static final ReferenceValue ONE = TestImages.image(ImageType.ROOT_FS, "rootfs", 1);

    private static final ReferenceValue TWO = TestImages.image(ImageType.ROOT_FS, "rootfs", 2);
    private static final ReferenceValue THREE = TestImages.image(ImageType.ROOT_FS, "rootfs", 3);
    private static final List<Released> FEED = List.of(released(THREE), released(ONE), released(TWO));

    @Test
    void the_release_of_the_set_is_required_and_newer_ones_are_tolerated() {
        FeedReferences feed = FeedReferences.of(FEED, release(TWO));

        assertThat(feed.required()).containsExactly(ONE, TWO);
        assertThat(feed.tolerated()).containsExactly(THREE);
    }

    @Test
    void the_newest_release_is_required_after_the_set_has_it() {
        FeedReferences feed = FeedReferences.of(FEED, release(THREE));

        assertThat(feed.required()).containsExactlyInAnyOrder(ONE, TWO, THREE);
        assertThat(feed.tolerated()).isEmpty();
    }

    @Test
    void without_a_release_in_the_set_no_release_is_outdated() {
        FeedReferences feed = FeedReferences.of(FEED, null);

        assertThat(feed.required()).containsExactly(ONE);
        assertThat(feed.tolerated()).containsExactly(THREE, TWO);
        assertThat(FeedReferences.of(FEED, UUID.randomUUID())).isEqualTo(feed);
        assertThat(FeedReferences.of(List.of(), null)).isEqualTo(FeedReferences.NONE);
    }

    private static Released released(ReferenceValue value) {
        return new Released(release(value), value.securityVersion(), value);
    }

    /** Returns the GUID of the release with a value. */
    private static UUID release(ReferenceValue value) {
        return new UUID(0, value.securityVersion());
    }
}
