package dev.holdfast.contract.operator.maker;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chips whose endorsement shall count no longer, or again.
 *
 * @param deviceIds 1 to 20,000 device IDs
 * @param reason 1 to 200 characters on one line; a preview needs none
 */
public record ChipRevocation(
        List<DeviceId> deviceIds, @Nullable String reason) {}
