package dev.holdfast.ui.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.fake.FakeFleet;
import org.junit.jupiter.api.Test;

/** Which images can be deployed. */
class ImageClientTest {
    @Test
    void operating_system_images_cannot_be_deployed() {
        assertThat(new FakeFleet().images())
                .filteredOn(image -> ImageClient.DEPLOYABLE.contains(image.type()))
                .extracting(ImageView::type)
                .hasSize(3)
                .containsOnly("Applications");
    }
}
