package dev.holdfast.backend.update.report;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.State;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Step of an update that a report is about.
 *
 * @param name value of {@code device.update_step}
 * @param code value of {@code device.update_code}: error if FAILED or RETURNED, received percentage if DOWNLOADING, end if DEFERRED, next
 *     window if STAGED and the device waits for one; otherwise empty
 */
record ReportedStep(String name, String code) {
    /** Errors of devices that returned to the images before. */
    private static final Set<String> RETURNS = Set.of("did-not-boot", "stayed-untrusted");
    /** Maximum distance of a reported time from now. */
    private static final Duration HORIZON = Duration.ofDays(366);

    /** Returns the step of a report; empty for reports about other things and for unknown states. */
    static Optional<ReportedStep> of(DeviceReport report, Instant now) {
        Map<String, String> detail = report.detail();
        return switch (report.kind()) {
            case UPDATE_INSTALLED -> Optional.of(new ReportedStep("CONFIRMED", ""));
            case UPDATE_FAILED -> Optional.of(failure(detail.getOrDefault("error", "")));
            case UPDATE_STATE ->
                Stream.of(State.values())
                        .filter(state -> state.name().equals(detail.get("state")))
                        .findFirst()
                        .map(state -> of(state, detail, now));
            case APP_CRASH, APP_EXIT, APP_EVENT -> Optional.empty();
        };
    }

    private static ReportedStep failure(String error) {
        return new ReportedStep(RETURNS.contains(error) ? "RETURNED" : "FAILED", error);
    }

    private static ReportedStep of(State state, Map<String, String> detail, Instant now) {
        return switch (state) {
            case DOWNLOADING -> new ReportedStep(state.name(), percent(detail.getOrDefault("percent", "")));
            case WAITING_FOR_WINDOW -> new ReportedStep("STAGED", time(detail.getOrDefault("until", ""), now));
            case DEFERRED -> new ReportedStep(state.name(), time(detail.getOrDefault("until", ""), now));
            case STAGED, INSTALLED -> new ReportedStep(state.name(), "");
        };
    }

    private static String percent(String reported) {
        return reported.matches("100|[0-9]{1,2}") ? reported : "0";
    }

    /** Returns a reported time; empty if it is not a time, or more than a year away. */
    private static String time(String reported, Instant now) {
        try {
            Instant time = Instant.parse(reported);
            return Duration.between(now, time).abs().compareTo(HORIZON) <= 0 ? time.toString() : "";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
