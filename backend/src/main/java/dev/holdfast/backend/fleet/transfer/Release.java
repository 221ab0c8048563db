package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.NamedDevices;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices that are to be let go, as what waits for a second person keeps it. Pure.
 *
 * @param devices which
 * @param to the catalog that they are to be offered to; null for unclaiming them
 * @param days how long the offer is to be open; 0 for unclaiming
 * @param by who asked
 */
record Release(NamedDevices devices, @Nullable String to, int days, String by) {
    private static final String TO = "to";
    private static final String DAYS = "days";
    private static final String BY = "by";

    private static final String CERTIFICATES =
            "All certificates that they have by then are revoked, and there is no way back for these.";
    private static final List<String> UNCLAIMING = List.of(
            "They are no devices of this catalog any more.",
            CERTIFICATES,
            "Whoever has one at hand can claim it, and so can the catalog that its maker's list names.",
            "Those that are blocked or on offer by then stay.");
    private static final List<String> OFFERING = List.of(
            "They change hands as soon as an owner of that catalog accepts, which needs nobody of this one any more.",
            CERTIFICATES,
            "Until then an owner of this catalog can withdraw the offer.");

    static Release unclaiming(NamedDevices devices, String by) {
        return new Release(devices, null, 0, by);
    }

    static Release offering(NamedDevices devices, String to, int days, String by) {
        return new Release(devices, to, days, by);
    }

    Map<String, Object> payload() {
        Map<String, Object> payload = new HashMap<>(devices.payload());
        payload.put(BY, by);
        if (to != null) {
            payload.put(TO, to);
            payload.put(DAYS, days);
        }
        return payload;
    }

    static Release read(JsonObject payload) {
        return new Release(
                NamedDevices.read(payload), payload.getString(TO), payload.getInteger(DAYS, 0), payload.getString(BY));
    }

    /** Returns the action of the audit log. */
    String action() {
        return to == null ? "UnclaimDevices" : "OfferTransfer";
    }

    String summary() {
        return to == null
                ? "Unclaim " + devices.words() + "."
                : "Offer " + devices.words() + " to catalog " + to + " for " + days + (days == 1 ? " day." : " days.");
    }

    /** Returns what would be done to so many devices. */
    String effect(long there) {
        return (to == null
                        ? "Would be unclaimed: "
                        : "Would be offered to catalog " + to + " for " + days + (days == 1 ? " day: " : " days: "))
                + there + " of " + devices.ids().size() + (devices.ids().size() == 1 ? " device." : " devices.");
    }

    List<String> consequences() {
        return to == null ? UNCLAIMING : OFFERING;
    }
}
