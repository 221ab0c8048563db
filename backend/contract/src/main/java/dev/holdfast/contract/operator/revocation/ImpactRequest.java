package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what blocking devices, or revoking their chips, would take.
 *
 * @param deviceIds 1 to {@value BlockRequest#MOST} devices
 * @param reason ignored, so that the body of the command can be sent as it is
 */
public record ImpactRequest(
        @NotNull @Size(min = 1, max = BlockRequest.MOST) List<DeviceId> deviceIds,
        @Nullable String reason) {}
