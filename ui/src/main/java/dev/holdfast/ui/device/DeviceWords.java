package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.component.RelativeTime;
import dev.holdfast.ui.component.StatusBadge;
import java.time.Duration;
import java.time.Instant;

/** How the console speaks of a device. */
final class DeviceWords {
    private DeviceWords() {}

    /** Says why a device is trusted or not, and for how long already. */
    static String sentence(DeviceView device) {
        Block block = device.block();
        return block == null ? standing(device) : "Blocked by " + block.by() + ": " + block.reason();
    }

    private static String standing(DeviceView device) {
        String reason = device.trust() == Trust.TRUSTED ? "Runs what it should" : reason(device);
        if (device.trustSince() == null) {
            return reason;
        }
        Duration duration = Duration.between(device.trustSince(), Instant.now());
        String length = RelativeTime.length(duration.isNegative() ? Duration.ZERO : duration);
        return reason + (reason.endsWith(".") ? " For " : ", for ") + length;
    }

    private static String reason(DeviceView device) {
        return device.reason().isEmpty() ? StatusBadge.word(device.trust()) : device.reason();
    }
}
