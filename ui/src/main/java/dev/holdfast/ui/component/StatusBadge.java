package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.hint;
import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.DevicePin;
import dev.holdfast.contract.operator.device.DeviceUpdate;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import java.time.Instant;

/** A state as icon and word, never color alone. */
public final class StatusBadge extends Span {
    /** Prefix of the codes of devices that a halted or paused rollout withholds. */
    private static final String ROLLOUT = "rollout-";

    /** Code of the finding of a device whose operating system is not released. As reason, it is no alarm: there is nothing to compare with. */
    public static final String NOT_RELEASED = "os-not-released";

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

    /** Shows trust in the tone of its reason. */
    public static StatusBadge of(Trust trust, String reasonCode) {
        return new StatusBadge(
                reasonCode.equals(NOT_RELEASED) ? new Look(Tone.UNKNOWN, Icon.QUESTION, word(trust)) : look(trust));
    }

    /** Shows the result of an attestation, whose first finding is the reason. */
    public static StatusBadge of(AttestationView attestation) {
        return of(
                attestation.trust(),
                attestation.findings().isEmpty()
                        ? ""
                        : attestation.findings().getFirst().code());
    }

    public static StatusBadge of(Health health) {
        return new StatusBadge(look(health), hint(health));
    }

    /** Shows a device's health, or that it is blocked. */
    public static StatusBadge ofHealth(DeviceView device) {
        return device.block() == null
                ? new StatusBadge(
                        isNotReleased(device)
                                ? new Look(Tone.UNKNOWN, Icon.QUESTION, word(device.health()))
                                : look(device.health()),
                        healthHint(device))
                : new StatusBadge(
                        new Look(Tone.CONTRAINDICATED, Icon.BLOCKED, text("status.blocked")),
                        text("status.blocked.hint", word(device.health())));
    }

    /** Returns what the health of a device means. */
    public static String healthHint(DeviceView device) {
        return isNotReleased(device) ? device.reason() : hint(device.health());
    }

    private static boolean isNotReleased(DeviceView device) {
        return device.health() == Health.FAILED && device.reasonCode().equals(NOT_RELEASED);
    }

    public static StatusBadge of(UpdateState state) {
        return new StatusBadge(look(state));
    }

    /** Shows a device's update state, with its explanation. */
    public static StatusBadge ofUpdate(DeviceView device) {
        return new StatusBadge(look(device.update().state()), updateHint(device));
    }

    /** Returns how far the update of a device is, and why it is not installed: the reason if it is held, the error if it failed. */
    public static String updateHint(DeviceView device) {
        DeviceUpdate update = device.update();
        return switch (update.state()) {
            case HELD -> heldHint(device);
            case FAILED, RETURNED ->
                update.code().isEmpty()
                        ? hint(update.state())
                        : text("update-state.error", hint(update.state()), explained(update.code()));
            case DOWNLOADING -> percentHint(update);
            case DEFERRED -> untilHint(update, "update-state.deferred.until");
            case WAITING_FOR_WINDOW -> untilHint(update, "update-state.waiting-for-window.until");
            case NOT_TARGETED ->
                update.rollout() != null && update.rollout().exempt()
                        ? text("update-state.not-targeted.exempt")
                        : hint(update.state());
            case WAITING_FOR_PHASE, UNKNOWN, UNREACHABLE, OFFERED, STAGED, INSTALLED, CONFIRMED, ATTESTED ->
                hint(update.state());
        };
    }

    private static String explained(String code) {
        String meaning = UpdateError.explain(code);
        return meaning.isEmpty() ? code : code + ". " + meaning;
    }

    private static String heldHint(DeviceView device) {
        DevicePin pin = device.update().pin();
        String code = device.update().code();
        if (pin != null) {
            return text("update-state.held.pinned", pin.by(), pin.reason());
        }
        if (code.startsWith(ROLLOUT)) {
            return text("update-state.held.by-rollout");
        }
        UpdatePolicyName policy = device.update().policy();
        return policy == null
                ? text("update-state.held.because", device.reason())
                : text("update-state.held.by-policy", policy.title());
    }

    private static String percentHint(DeviceUpdate update) {
        Integer percent = update.percent();
        return percent == null ? hint(update.state()) : text("update-state.downloading.part", percent);
    }

    private static String untilHint(DeviceUpdate update, String withTime) {
        Instant until = update.until();
        return until == null ? hint(update.state()) : text(withTime, TimeText.absolute(until));
    }

    public static StatusBadge of(MeasurementVerdict verdict) {
        return new StatusBadge(look(verdict));
    }

    /** Shows a state without an enum. */
    public static StatusBadge of(Tone tone, Icon icon, String word) {
        return new StatusBadge(new Look(tone, icon, word));
    }

    /** Shows how many devices change from one trust to another. */
    public static Div transition(Trust from, Trust to, long devices) {
        return Styled.div(
                "hf-turn", Styled.as("hf-number", new Span(Amount.of(devices))), of(from), new Span("→"), of(to));
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

    private static Look look(Health health) {
        return switch (health) {
            case TRUSTED -> new Look(Tone.AFFIRMING, Icon.SHIELD, word(health));
            case OUTDATED -> new Look(Tone.WARNING, Icon.CLOCK_BACK, word(health));
            case FAILED -> new Look(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, word(health));
            case UNKNOWN -> new Look(Tone.UNKNOWN, Icon.QUESTION, word(health));
            case UNREACHABLE -> new Look(Tone.UNREACHABLE, Icon.SILENT, word(health));
        };
    }

    private static Look look(UpdateState state) {
        return switch (state) {
            case NOT_TARGETED -> new Look(Tone.UNKNOWN, Icon.DASH, word(state));
            case UNKNOWN -> new Look(Tone.UNKNOWN, Icon.QUESTION, word(state));
            case UNREACHABLE -> new Look(Tone.UNREACHABLE, Icon.SILENT, word(state));
            case WAITING_FOR_PHASE, OFFERED, STAGED, WAITING_FOR_WINDOW, DEFERRED ->
                new Look(Tone.PROGRESS, Icon.HOURGLASS, word(state));
            case DOWNLOADING -> new Look(Tone.PROGRESS, Icon.DOWNLOAD, word(state));
            case HELD -> new Look(Tone.WARNING, Icon.BLOCKED, word(state));
            case INSTALLED, CONFIRMED -> new Look(Tone.PROGRESS, Icon.INSTALLED, word(state));
            case ATTESTED -> new Look(Tone.AFFIRMING, Icon.SHIELD, word(state));
            case FAILED -> new Look(Tone.CONTRAINDICATED, Icon.ALERT, word(state));
            case RETURNED -> new Look(Tone.CONTRAINDICATED, Icon.CLOCK_BACK, word(state));
        };
    }

    private static Look look(MeasurementVerdict verdict) {
        return switch (verdict) {
            case CURRENT -> new Look(Tone.AFFIRMING, Icon.CHECK, word(verdict));
            case OUTDATED -> new Look(Tone.WARNING, Icon.CLOCK_BACK, word(verdict));
            case MISMATCH -> new Look(Tone.CONTRAINDICATED, Icon.CROSS, word(verdict));
            case UNEXPECTED -> new Look(Tone.CONTRAINDICATED, Icon.QUESTION, word(verdict));
            case MISSING -> new Look(Tone.CONTRAINDICATED, Icon.DASH, word(verdict));
        };
    }
}
