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
 * An offer of devices to another catalog of the installation.
 *
 * @param to the other catalog's name; whether there is such a catalog is not told
 * @param deviceIds 1 to {@value #MOST} device IDs
 * @param note 1 to 200 characters on one line, for the owners of both catalogs
 * @param expiresInDays 1 to {@value #MOST_DAYS}; null for {@value #USUAL_DAYS}
 */
public record NewTransfer(
        @NotNull
        @Pattern(regexp = NewCatalog.NAME, message = "is the name of a catalog, as its address in the console has it")
        String to,

        @NotNull @Size(min = 1, max = NewTransfer.MOST) List<DeviceId> deviceIds,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String note,

        @Min(1) @Max(NewTransfer.MOST_DAYS) @Nullable Integer expiresInDays) {
    /** The most devices at once. */
    public static final int MOST = 20_000;

    /** The most days that an offer is good. */
    public static final int MOST_DAYS = 30;

    /** The days where nobody says. */
    public static final int USUAL_DAYS = 7;
}
