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
 * Devices to claim into a device group.
 *
 * @param product name of the product; {@link NoGroup#NAME} or {@link NoGroup#DEFAULT} in both product and group for
 *     no group
 * @param group name of the device group
 * @param deviceIds 1 to {@value #MAX_DEVICES} device IDs
 * @param proofs evidence over a claim challenge, at most {@value #MAX_PROOFS}, from devices that no endorsement list
 *     assigns to this catalog; null for none
 */
public record ClaimRequest(
        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String product,

        @NotNull @Size(min = 1, max = NewDeviceGroup.MAX_NAME) @PlainLine
        String group,

        @NotNull @Size(min = 1, max = ClaimRequest.MAX_DEVICES)
        List<DeviceId> deviceIds,

        @Size(max = ClaimRequest.MAX_PROOFS) @Nullable List<Blob> proofs) {
    /** Maximum number of devices; a job takes more. */
    public static final int MAX_DEVICES = 20_000;

    /** Maximum number of proofs. */
    public static final int MAX_PROOFS = 5_000;

    /** Creates a claim without proofs, for devices that endorsement lists assign to the catalog. */
    public ClaimRequest(String product, String group, List<DeviceId> deviceIds) {
        this(product, group, deviceIds, null);
    }
}
