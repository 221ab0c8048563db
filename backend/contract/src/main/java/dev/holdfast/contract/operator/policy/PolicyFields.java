package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of policies. */
public final class PolicyFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text(
                            "product",
                            "Name of the product, exact; also finds the policy of the catalog, and groups without an own policy.",
                            "product:toaster"),
                    FilterField.text("group", "Name of the device group, exact.", "group:production")),
            "a part of the product or group");

    private PolicyFields() {}
}
