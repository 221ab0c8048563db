package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request for the impact of blocking devices or revoking chips.
 *
 * @param deviceIds 1 to {@value BlockRequest#MAX_DEVICES} devices
 * @param reason ignored, so that clients can send the body of the command unchanged
 */
public record ImpactRequest(
        @NotNull @Size(min = 1, max = BlockRequest.MAX_DEVICES)
        List<DeviceId> deviceIds,

        @Nullable String reason) {}
