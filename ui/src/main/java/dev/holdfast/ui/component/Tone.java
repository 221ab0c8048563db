package dev.holdfast.ui.component;

import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.device.UpdateState;

/** The few colours that mean something. Each is one token in {@code tokens.css}; badges, bars and tables share them. */
public enum Tone {
    /** As it should be. */
    AFFIRMING("affirming"),
    /** Under way. */
    PROGRESS("progress"),
    /** Needs somebody soon. */
    WARNING("warning"),
    /** Wrong. */
    CONTRAINDICATED("contraindicated"),
    /** Nothing is known. */
    UNKNOWN("unknown"),
    /** Nothing is known, and nothing was heard for long. */
    UNREACHABLE("unreachable");

    private final String token;

    Tone(String token) {
        this.token = token;
    }

    /** Returns the name in style sheets: {@code data-tone} attributes and the end of {@code --trust-…} variables. */
    public String token() {
        return token;
    }

    /** Returns the tone of a device's trust. */
    public static Tone of(Trust trust) {
        return switch (trust) {
            case TRUSTED -> AFFIRMING;
            case OUTDATED -> WARNING;
            case UNTRUSTED -> CONTRAINDICATED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Returns the tone of a device's health. */
    public static Tone of(Health health) {
        return switch (health) {
            case TRUSTED -> AFFIRMING;
            case OUTDATED -> WARNING;
            case FAILED -> CONTRAINDICATED;
            case UNKNOWN -> UNKNOWN;
            case UNREACHABLE -> UNREACHABLE;
        };
    }

    /** Returns the tone of a device's update. */
    public static Tone of(UpdateState state) {
        return switch (state) {
            case ATTESTED -> AFFIRMING;
            case INSTALLED -> PROGRESS;
            case PENDING, NONE -> UNKNOWN;
            case FAILED -> CONTRAINDICATED;
        };
    }

    /** Returns the tone of a measurement. */
    public static Tone of(MeasurementVerdict verdict) {
        return switch (verdict) {
            case CURRENT -> AFFIRMING;
            case OUTDATED -> WARNING;
            case MISMATCH, UNEXPECTED, MISSING -> CONTRAINDICATED;
        };
    }
}
