package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transfer of devices to offer to another catalog of the installation.
 *
 * @param to name of the other catalog; the response does not reveal whether this catalog exists
 * @param deviceIds 1 to {@value #MAX_DEVICES} device IDs
 * @param note 1 to 200 characters on one line, for the owners of both catalogs
 * @param expiresInDays days until the offer expires, 1 to {@value #MAX_DAYS}; null for {@value #DEFAULT_DAYS}
 */
public record NewTransfer(
        @NotNull
        @Pattern(regexp = NewCatalog.NAME, message = "must be the name of a catalog, as in its console address")
        String to,

        @NotNull @Size(min = 1, max = NewTransfer.MAX_DEVICES)
        List<DeviceId> deviceIds,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String note,

        @Min(1) @Max(NewTransfer.MAX_DAYS) @Nullable Integer expiresInDays) {
    /** Maximum number of devices. */
    public static final int MAX_DEVICES = 20_000;

    /** Maximum number of days until an offer expires. */
    public static final int MAX_DAYS = 30;

    /** Default number of days until an offer expires. */
    public static final int DEFAULT_DAYS = 7;
}
