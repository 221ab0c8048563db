package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;

/**
 * What a policy decides about. The kind fixes the effects, which of them wins, what holds when no rule hits, and the
 * facts that conditions may speak about (CEL types; every field is present):
 *
 * <ul>
 *   <li>{@link #ATTESTATION}: {@code evidence} with {@code kind} (string: PLUTON, PSA), {@code debugState} (string, the contract's {@code DebugState}),
 *       {@code manufacturingState} (string), {@code bootCount}, {@code keystoreVersion} (int), {@code capabilities} (list
 *       of int); {@code measurements}, a list of {@code type} (string, such as {@code NormalWorldKernel}),
 *       {@code component} (string), {@code verdict} (string: CURRENT, OUTDATED, MISMATCH, UNEXPECTED, MISSING),
 *       {@code referenceState} (string, what the digest is among the reference values: PERMANENT, TENTATIVE, RETIRED, NONE),
 *       {@code side} (string, a {@link Side}), {@code rolledBack}, {@code customer} (bool); {@code deviations}, a list of what
 *       else is not as it should be: {@code kind} (string, the contract's {@code DeviationKind}), {@code type} (string, an image
 *       type or {@code device}), {@code component}, {@code expected}, {@code reported} (string), {@code side} (string);
 *       {@code history} with {@code lastBootCount} (int, 0 when the device never attested before); {@code clock} with
 *       {@code answeredAfter} (int, seconds from the challenge to the evidence by the verifier's clocks).
 *   <li>{@link #ADMISSION}: {@code certificate} (string: general, update, customer), {@code path} (string: what follows
 *       {@code /device/v1/}, of EST the whole path; without the query), {@code method} (string); {@code device} with {@code state} (string: owned, by the
 *       catalog that issued the certificate; elsewhere, with another catalog or nobody; untrusted; blocked, by an operator; revoked, the certificate is; unasked, for a chip that asks for a
 *       challenge with its general key); {@code groupDemands} with {@code postQuantum} (bool); {@code connection} with
 *       {@code keyExchange} (string, the contract's {@code KeyExchange}) and {@code postQuantum} (bool); {@code address} with
 *       {@code refusedOften} (bool: more refusals lately than an address is answered).
 *   <li>{@link #UPDATE_CHANNEL}: {@code group} with {@code hasDeployment} (bool) and {@code updatePolicy} (string).
 * </ul>
 */
public enum Kind {
    /** Whether an attested device gets certificates. */
    ATTESTATION(
            "attestation", ImmutableList.of(Effect.CERTIFICATE, Effect.REPAIR_ONLY, Effect.REFUSE), Effect.CERTIFICATE),
    /** Whether the gateway lets a request in. Nothing is admitted that no rule admits. */
    ADMISSION("admission", ImmutableList.of(Effect.ADMIT, Effect.REFUSE), Effect.REFUSE),
    /** Whether a device is offered its group's target. */
    UPDATE_CHANNEL("update-channel", ImmutableList.of(Effect.OFFER, Effect.HOLD), Effect.OFFER);

    private final String text;
    private final ImmutableList<Effect> effects;
    private final Effect otherwise;

    Kind(String text, ImmutableList<Effect> effects, Effect otherwise) {
        this.text = text;
        this.effects = effects;
        this.otherwise = otherwise;
    }

    /** Returns how policy files write it. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Returns the effects that rules of this kind may have, mildest first. Of several hits, the strictest wins. */
    public List<Effect> effects() {
        return effects;
    }

    /** Returns the effect when no rule hits. */
    public Effect otherwise() {
        return otherwise;
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
