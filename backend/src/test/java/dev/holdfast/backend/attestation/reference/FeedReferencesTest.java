package dev.holdfast.backend.attestation.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.reference.FeedReferences.Released;
import dev.holdfast.contract.format.ImageType;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reference values of an OS feed. Required are the values up to the newest release that is not withdrawn. Values of newer, withdrawn
 * releases are tolerated.
 */
class FeedReferencesTest {
    /** Three versions of one image, one for each release. */
    private static final ReferenceValue ONE = TestImages.image(ImageType.ROOT_FS, "rootfs", 1);

    private static final ReferenceValue TWO = TestImages.image(ImageType.ROOT_FS, "rootfs", 2);
    private static final ReferenceValue THREE = TestImages.image(ImageType.ROOT_FS, "rootfs", 3);

    @Test
    void the_newest_release_is_required() {
        FeedReferences feed = FeedReferences.of(List.of(released(ONE, false), released(TWO, false)));

        assertThat(feed.required()).containsExactly(ONE, TWO);
        assertThat(feed.tolerated()).isEmpty();
    }

    @Test
    void a_withdrawn_release_is_tolerated_and_the_one_before_is_required() {
        FeedReferences feed =
                FeedReferences.of(List.of(released(THREE, true), released(ONE, false), released(TWO, true)));

        assertThat(feed.required()).containsExactly(ONE);
        assertThat(feed.tolerated()).containsExactly(THREE, TWO);
    }

    @Test
    void if_all_releases_are_withdrawn_the_oldest_is_required() {
        FeedReferences feed = FeedReferences.of(List.of(released(TWO, true), released(ONE, true)));

        assertThat(feed.required()).containsExactly(ONE);
        assertThat(feed.tolerated()).containsExactly(TWO);
        assertThat(FeedReferences.of(List.of())).isEqualTo(FeedReferences.NONE);
    }

    /** Returns a value of the release that has the value's security version. */
    private static Released released(ReferenceValue value, boolean withdrawn) {
        return new Released(value.securityVersion(), withdrawn, value);
    }
}
