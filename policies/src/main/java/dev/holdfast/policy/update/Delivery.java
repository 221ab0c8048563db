package dev.holdfast.policy.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How devices download and install updates.
 *
 * @param deferAtMost longest time for which the software of a device may defer an update, at most 30 days. Null: the limit of the chip
 * @param kilobitsPerSecond maximum bandwidth of the downloads of a device, in 1,000 bits a second, at most 1,000,000. 0: no limit
 * @param metered what a device with a metered link does. Absent: {@link Metered#ALLOW}
 */
public record Delivery(@Nullable Duration deferAtMost, int kilobitsPerSecond, Metered metered) {
    private static final Duration MAX_DEFERRAL = Duration.ofDays(30);
    private static final int MAX_BANDWIDTH = 1_000_000;

    /** Checks the limits. */
    public Delivery {
        Limits.requireWithin(deferAtMost, Duration.ZERO, MAX_DEFERRAL, "deferAtMost");
        Limits.require(
                kilobitsPerSecond >= 0 && kilobitsPerSecond <= MAX_BANDWIDTH,
                "kilobitsPerSecond is " + kilobitsPerSecond + ", at least 0 and at most " + MAX_BANDWIDTH);
        metered = metered == null ? Metered.ALLOW : metered;
    }

    @JsonCreator
    static Delivery of(
            @JsonProperty("deferAtMost") @Nullable String deferAtMost,
            @JsonProperty("kilobitsPerSecond") @Nullable Integer kilobitsPerSecond,
            @JsonProperty("metered") Metered metered) {
        return new Delivery(
                Limits.duration(deferAtMost, "deferAtMost"), Objects.requireNonNullElse(kilobitsPerSecond, 0), metered);
    }

    /** Use of a link whose traffic costs money. */
    public enum Metered {
        /** The device is offered updates. */
        ALLOW("allow"),
        /** The device is offered updates when it has another link. */
        WAIT("wait");

        private final String text;

        Metered(String text) {
            this.text = text;
        }

        /** Returns the name in policy files. */
        @JsonValue
        public String text() {
            return text;
        }

        @JsonCreator
        static Metered ofText(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.text.equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("metered '" + text + "' is not one of allow, wait"));
        }
    }
}
