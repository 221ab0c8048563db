package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that left the catalog. Its attestations and reports until then stay readable under its ID.
 *
 * @param id device ID
 * @param name what it was called, empty when nobody named it
 * @param product its product then
 * @param group its group then
 * @param claimedAt when it had come
 * @param leftAt when it left
 * @param ending how
 * @param reason why
 * @param by who unclaimed it, or accepted it in the other catalog
 * @param transfer the transfer's GUID; null when it was unclaimed
 */
public record DepartedDeviceView(
        DeviceId id,
        String name,
        String product,
        String group,
        Instant claimedAt,
        Instant leftAt,
        Ending ending,
        String reason,
        String by,
        @Nullable UUID transfer) {
    /** How a device left. */
    public enum Ending {
        /** An owner let it go; whoever may claim it next can. */
        UNCLAIMED,
        /** Another catalog accepted it. */
        TRANSFERRED
    }
}
