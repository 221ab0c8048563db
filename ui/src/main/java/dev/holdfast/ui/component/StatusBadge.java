package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;

/** A state as icon and word in its tone; never colour alone. */
public final class StatusBadge extends Span {
    /** Why an update is held back, for people. */
    public static final String WHY_HELD = "The device will not get the update until it is trusted again";

    private StatusBadge(Tone tone, Icon icon, String word) {
        addClassName("hf-badge");
        getElement().setAttribute("data-tone", tone.token());
        add(icon.draw(), new Span(word));
    }

    /** Shows what Holdfast thinks of a device. */
    public static StatusBadge of(Trust trust) {
        return new StatusBadge(Tone.of(trust), icon(trust), word(trust));
    }

    /** Shows how a device is, as far as anyone can know. */
    public static StatusBadge of(Health health) {
        StatusBadge badge = new StatusBadge(Tone.of(health), icon(health), word(health));
        badge.getElement().setAttribute("title", meaning(health));
        return badge;
    }

    /** Shows how a device is: first of all whether it is blocked, since it can do nothing then. */
    public static StatusBadge ofHealth(DeviceView device) {
        if (device.block() == null) {
            return of(device.health());
        }
        StatusBadge blocked = new StatusBadge(Tone.CONTRAINDICATED, Icon.BLOCKED, "Device blocked");
        blocked.getElement()
                .setAttribute("title", word(device.health()) + " before it was blocked; its certificates are on hold");
        return blocked;
    }

    /** Shows how a device's update stands. */
    public static StatusBadge of(UpdateState state) {
        return new StatusBadge(Tone.of(state), icon(state), word(state));
    }

    /** Shows how a device's update stands, which is {@code Held back} while it waits for the device to be trusted. */
    public static StatusBadge ofUpdate(DeviceView device) {
        if (!isHeldBack(device)) {
            return of(device.update());
        }
        StatusBadge held = new StatusBadge(Tone.WARNING, Icon.BLOCKED, "Held back");
        held.getElement().setAttribute("title", WHY_HELD);
        return held;
    }

    /** Returns whether a device waits for an update that it does not get until it is trusted again. */
    public static boolean isHeldBack(DeviceView device) {
        return device.trust() == Trust.UNTRUSTED && device.update() == UpdateState.PENDING;
    }

    /** Shows how a measurement compares. */
    public static StatusBadge of(MeasurementVerdict verdict) {
        return new StatusBadge(Tone.of(verdict), icon(verdict), word(verdict));
    }

    /** Shows a state that has no enum of its own. */
    public static StatusBadge of(Tone tone, Icon icon, String word) {
        return new StatusBadge(tone, icon, word);
    }

    /** Returns the word for a trust. */
    public static String word(Trust trust) {
        return switch (trust) {
            case TRUSTED -> "Trusted";
            case OUTDATED -> "Outdated";
            case UNTRUSTED -> "Untrusted";
            case UNKNOWN -> "Unknown";
        };
    }

    /** Returns the word for a health; what the operator API calls failed is untrusted here as everywhere. */
    public static String word(Health health) {
        return switch (health) {
            case TRUSTED -> "Trusted";
            case OUTDATED -> "Outdated";
            case FAILED -> "Untrusted";
            case UNKNOWN -> "Unknown";
            case UNREACHABLE -> "Unreachable";
        };
    }

    /** Says what a health means, in one sentence. */
    public static String meaning(Health health) {
        return switch (health) {
            case TRUSTED -> "It proved that it runs what it should.";
            case OUTDATED -> "It runs known software that is not the newest, and may repair itself.";
            case FAILED -> "Its last evidence speaks against it.";
            case UNKNOWN -> "It is in contact or Holdfast was down, but its last proof ran out.";
            case UNREACHABLE ->
                "Its last proof ran out, and it was silent for a day in which Holdfast could be reached.";
        };
    }

    /** Returns the word for an update state. */
    public static String word(UpdateState state) {
        return switch (state) {
            case NONE -> "Nothing deployed";
            case PENDING -> "Pending";
            case INSTALLED -> "Installed";
            case ATTESTED -> "Attested";
            case FAILED -> "Failed";
        };
    }

    /** Returns the word for a verdict. */
    public static String word(MeasurementVerdict verdict) {
        return switch (verdict) {
            case CURRENT -> "Matches";
            case OUTDATED -> "Older than wanted";
            case MISMATCH -> "Unknown digest";
            case UNEXPECTED -> "Unknown component";
            case MISSING -> "Not reported";
        };
    }

    private static Icon icon(Trust trust) {
        return switch (trust) {
            case TRUSTED -> Icon.SHIELD;
            case OUTDATED -> Icon.CLOCK_BACK;
            case UNTRUSTED -> Icon.SHIELD_ALERT;
            case UNKNOWN -> Icon.QUESTION;
        };
    }

    private static Icon icon(Health health) {
        return switch (health) {
            case TRUSTED -> Icon.SHIELD;
            case OUTDATED -> Icon.CLOCK_BACK;
            case FAILED -> Icon.SHIELD_ALERT;
            case UNKNOWN -> Icon.QUESTION;
            case UNREACHABLE -> Icon.SILENT;
        };
    }

    private static Icon icon(UpdateState state) {
        return switch (state) {
            case NONE -> Icon.DASH;
            case PENDING -> Icon.HOURGLASS;
            case INSTALLED -> Icon.INSTALLED;
            case ATTESTED -> Icon.SHIELD;
            case FAILED -> Icon.ALERT;
        };
    }

    private static Icon icon(MeasurementVerdict verdict) {
        return switch (verdict) {
            case CURRENT -> Icon.CHECK;
            case OUTDATED -> Icon.CLOCK_BACK;
            case MISMATCH -> Icon.CROSS;
            case UNEXPECTED -> Icon.QUESTION;
            case MISSING -> Icon.DASH;
        };
    }
}
