package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.contract.device.InternalApi.UpdatePolicyText;
import dev.holdfast.policy.ShippedPolicies;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Texts of the shipped update policies, which gateways evaluate. */
final class UpdatePolicyTexts {
    private static final Map<UpdatePolicy, UpdatePolicyText> SHIPPED = Arrays.stream(UpdatePolicy.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    UpdatePolicyTexts::shipped,
                    (first, second) -> first,
                    () -> new EnumMap<>(UpdatePolicy.class)));

    private UpdatePolicyTexts() {}

    static UpdatePolicyText of(UpdatePolicy policy) {
        return Objects.requireNonNull(SHIPPED.get(policy));
    }

    private static UpdatePolicyText shipped(UpdatePolicy policy) {
        String id = "update/" + policy.apiName();
        return new UpdatePolicyText(id, ShippedPolicies.load(id).version(), ShippedPolicies.source(id));
    }
}
