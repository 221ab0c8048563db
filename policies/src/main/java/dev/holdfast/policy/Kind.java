package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;

/**
 * Kind of a policy: what the policy decides. The kind determines the effects, their strictness, the effect when no rule
 * matches, and the facts that conditions can use ({@link FactTypes}). {@code docs/policies.md} describes each fact.
 */
public enum Kind {
    /** Whether an attested device gets certificates. */
    ATTESTATION(
            "attestation", ImmutableList.of(Effect.CERTIFICATE, Effect.REPAIR_ONLY, Effect.REFUSE), Effect.CERTIFICATE),
    /** Whether the gateway accepts a request. A request that no rule admits is refused. */
    ADMISSION("admission", ImmutableList.of(Effect.ADMIT, Effect.REFUSE), Effect.REFUSE),
    /** Whether a device is offered the manifest set of its group, or only the operating system in it. */
    UPDATE("update", ImmutableList.of(Effect.OFFER, Effect.SYSTEM_ONLY, Effect.HOLD), Effect.OFFER),
    /** Which events raise alerts. */
    ALERT("alert", ImmutableList.of(Effect.NONE, Effect.ALERT), Effect.NONE);

    private final String text;
    private final ImmutableList<Effect> effects;
    private final Effect defaultEffect;

    /** Creates a kind: name, effects from mild to strict, effect without a hit. */
    Kind(String text, ImmutableList<Effect> effects, Effect defaultEffect) {
        this.text = text;
        this.effects = effects;
        this.defaultEffect = defaultEffect;
    }

    /** Returns the name in policy files. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Returns the effects that rules of this kind may have, mildest first. The strictest effect of all matching rules wins. */
    public List<Effect> effects() {
        return effects;
    }

    /** Returns the effect when no rule matches. */
    public Effect defaultEffect() {
        return defaultEffect;
    }

    /** Orders the effects of this kind from mild to strict. */
    Comparator<Effect> strictness() {
        return Comparator.comparingInt(effects::indexOf);
    }

    @JsonCreator
    static Kind ofText(String text) {
        return Texts.find(values(), Kind::text, text, "kind");
    }
}
