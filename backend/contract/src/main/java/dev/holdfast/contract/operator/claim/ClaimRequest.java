package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Devices to claim into a group. A device that the catalog already has is moved there.
 *
 * @param product the product's name; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT}, as group alike, for no group
 * @param group the group's name
 * @param deviceIds 1 to {@value #MOST} device IDs
 * @param proofs evidence over a claim challenge, by devices that no endorsement list gives to this catalog, {@value #MOST_PROOFS} at most; null for none
 */
public record ClaimRequest(
        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MOST_NAME) @PlainLine
        String group,

        @NotNull @Size(min = 1, max = ClaimRequest.MOST) List<DeviceId> deviceIds,
        @Size(max = ClaimRequest.MOST_PROOFS) @Nullable List<Blob> proofs) {
    /** The most devices at once, and not as a job. */
    public static final int MOST = 20_000;

    /** The most proofs at once. */
    public static final int MOST_PROOFS = 5_000;

    /** Claims without proofs: each device is on a list that its manufacturer made for the catalog. */
    public ClaimRequest(String product, String group, List<DeviceId> deviceIds) {
        this(product, group, deviceIds, null);
    }
}
