package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a decision grants or withholds. Which effects a policy may use, and which of them wins, says its {@link Kind}. */
public enum Effect {
    /** Attestation: a customer certificate and an update certificate. */
    CERTIFICATE("certificate"),
    /** Attestation: an update certificate only, so that the device can repair itself and do nothing else. */
    REPAIR_ONLY("repair-only"),
    /** Attestation: no certificate. Admission: the request is refused. */
    REFUSE("refuse"),
    /** Admission: the request goes on. */
    ADMIT("admit"),
    /** Update channel: the group's target is offered. */
    OFFER("offer"),
    /** Update channel: nothing is offered; the device keeps what it runs. */
    HOLD("hold");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** Returns how policy files write it. */
    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator
    static Effect ofText(String text) {
        return Texts.find(values(), Effect::text, text, "effect");
    }
}
