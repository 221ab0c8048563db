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
 * Images to deploy to a device group.
 *
 * @param imageIds 1 to {@value #MAX_IMAGES} uploaded images of type {@code Applications} or {@code
 *     CustomerBoardConfig}, one for each component
 * @param reason 1 to {@value Reason#MAX_LENGTH} characters on one line, for the audit log and the approver; null for
 *     none
 */
public record NewDeployment(
        @NotNull @Size(min = 1, max = NewDeployment.MAX_IMAGES) @Distinct
        List<ImageId> imageIds,

        @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine @Nullable
        String reason) {
    /** Maximum number of images. */
    public static final int MAX_IMAGES = ManifestSet.MAX_CUSTOMER_IMAGES;

    /** Creates a deployment without a reason. */
    public NewDeployment(List<ImageId> imageIds) {
        this(imageIds, null);
    }
}
