package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.Distinct;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applications and board configurations for a device group; the newest deployment wins.
 *
 * @param imageIds 1 to {@value #MOST_IMAGES} uploaded images of type {@code Applications} or {@code CustomerBoardConfig}, each component at most once
 * @param reason why, 1 to {@value Reason#MAX_LENGTH} characters on one line, for the audit log and for whoever has to approve it; null
 *     for none
 */
public record NewDeployment(
        @NotNull @Size(min = 1, max = NewDeployment.MOST_IMAGES) @Distinct
        List<ImageId> imageIds,

        @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine @Nullable
        String reason) {
    /** The most images. */
    public static final int MOST_IMAGES = ManifestSet.MAX_CUSTOMER_IMAGES;

    /** One that nobody gave a reason for. */
    public NewDeployment(List<ImageId> imageIds) {
        this(imageIds, null);
    }
}
