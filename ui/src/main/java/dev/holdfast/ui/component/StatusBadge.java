package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;

/** A state as icon and word in its tone; never colour alone. */
public final class StatusBadge extends Span {
    public static final String WHY_HELD = "The device will not get the update until it is trusted again";

    private record Look(Tone tone, Icon icon, String word) {}

    private StatusBadge(Look look) {
        addClassName("hf-badge");
        getElement().setAttribute("data-tone", look.tone().token());
        add(look.icon().draw(), new Span(look.word()));
    }

    private StatusBadge(Look look, String title) {
        this(look);
        getElement().setAttribute("title", title);
    }

    public static StatusBadge of(Trust trust) {
        return new StatusBadge(look(trust));
    }

    public static StatusBadge of(Health health) {
        return new StatusBadge(look(health), meaning(health));
    }

    /** Shows how a device is: first of all whether it is blocked, since it can do nothing then. */
    public static StatusBadge ofHealth(DeviceView device) {
        return device.block() == null
                ? of(device.health())
                : new StatusBadge(
                        new Look(Tone.CONTRAINDICATED, Icon.BLOCKED, "Device blocked"),
                        word(device.health()) + " before it was blocked; its certificates are on hold");
    }

    public static StatusBadge of(UpdateState state) {
        return new StatusBadge(look(state));
    }

    /** Shows how a device's update stands, which is {@code Held back} while it waits for the device to be trusted. */
    public static StatusBadge ofUpdate(DeviceView device) {
        return isHeldBack(device)
                ? new StatusBadge(new Look(Tone.WARNING, Icon.BLOCKED, "Held back"), WHY_HELD)
                : of(device.update());
    }

    /** Returns whether a device waits for an update that it does not get until it is trusted again. */
    public static boolean isHeldBack(DeviceView device) {
        return device.trust() == Trust.UNTRUSTED && device.update() == UpdateState.PENDING;
    }

    public static StatusBadge of(MeasurementVerdict verdict) {
        return new StatusBadge(look(verdict));
    }

    /** Shows a state that has no enum of its own. */
    public static StatusBadge of(Tone tone, Icon icon, String word) {
        return new StatusBadge(new Look(tone, icon, word));
    }

    /** Shows how many devices would go from what to what. */
    public static Div turn(Trust from, Trust to, long devices) {
        return Styled.div(
                "hf-turn", Styled.as("hf-number", new Span(Amount.of(devices))), of(from), new Span("to"), of(to));
    }

    public static String word(Trust trust) {
        return look(trust).word();
    }

    public static String word(Health health) {
        return look(health).word();
    }

    public static String word(MeasurementVerdict verdict) {
        return look(verdict).word();
    }

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

    public static Tone tone(Trust trust) {
        return look(trust).tone();
    }

    public static Tone tone(Health health) {
        return look(health).tone();
    }

    public static Tone tone(MeasurementVerdict verdict) {
        return look(verdict).tone();
    }

    private static Look look(Trust trust) {
        return switch (trust) {
            case TRUSTED -> look(Health.TRUSTED);
            case OUTDATED -> look(Health.OUTDATED);
            case UNTRUSTED -> look(Health.FAILED);
            case UNKNOWN -> look(Health.UNKNOWN);
        };
    }

    /** What the operator API calls failed is untrusted here as everywhere. */
    private static Look look(Health health) {
        return switch (health) {
            case TRUSTED -> new Look(Tone.AFFIRMING, Icon.SHIELD, "Trusted");
            case OUTDATED -> new Look(Tone.WARNING, Icon.CLOCK_BACK, "Outdated");
            case FAILED -> new Look(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, "Untrusted");
            case UNKNOWN -> new Look(Tone.UNKNOWN, Icon.QUESTION, "Unknown");
            case UNREACHABLE -> new Look(Tone.UNREACHABLE, Icon.SILENT, "Unreachable");
        };
    }

    private static Look look(UpdateState state) {
        return switch (state) {
            case NONE -> new Look(Tone.UNKNOWN, Icon.DASH, "Nothing deployed");
            case PENDING -> new Look(Tone.UNKNOWN, Icon.HOURGLASS, "Pending");
            case INSTALLED -> new Look(Tone.PROGRESS, Icon.INSTALLED, "Installed");
            case ATTESTED -> new Look(Tone.AFFIRMING, Icon.SHIELD, "Attested");
            case FAILED -> new Look(Tone.CONTRAINDICATED, Icon.ALERT, "Failed");
        };
    }

    private static Look look(MeasurementVerdict verdict) {
        return switch (verdict) {
            case CURRENT -> new Look(Tone.AFFIRMING, Icon.CHECK, "Matches");
            case OUTDATED -> new Look(Tone.WARNING, Icon.CLOCK_BACK, "Older than wanted");
            case MISMATCH -> new Look(Tone.CONTRAINDICATED, Icon.CROSS, "Unknown digest");
            case UNEXPECTED -> new Look(Tone.CONTRAINDICATED, Icon.QUESTION, "Unknown component");
            case MISSING -> new Look(Tone.CONTRAINDICATED, Icon.DASH, "Not reported");
        };
    }
}
