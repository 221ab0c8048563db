package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Effect of a decision. The {@link Kind} of a policy determines which effects it can use and their strictness. */
public enum Effect {
    /** Attestation: a customer certificate and an update certificate. */
    CERTIFICATE("certificate"),
    /** Attestation: an update certificate only, so that the device can only update. */
    REPAIR_ONLY("repair-only"),
    /** Attestation: no certificate. Admission: the request is refused. */
    REFUSE("refuse"),
    /** Admission: the request is admitted. */
    ADMIT("admit"),
    /** Update: the whole manifest set is offered. */
    OFFER("offer"),
    /** Update: no applications are offered, only the operating system. */
    SYSTEM_ONLY("system-only"),
    /** Update: nothing is offered; the device keeps its software. */
    HOLD("hold"),
    /** Alert: the event raises no alert. */
    NONE("none"),
    /** Alert: the event raises an alert, or adds to it. */
    ALERT("alert");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** Returns the name in policy files. */
    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    static Effect ofText(String text) {
        return Texts.find(values(), Effect::text, text, "effect");
    }
}
