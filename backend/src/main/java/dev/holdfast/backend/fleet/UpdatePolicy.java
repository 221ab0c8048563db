package dev.holdfast.backend.fleet;

import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.policy.ShippedPolicies;
import java.util.Arrays;

/** Update policy of a group: the kinds of software that are delivered to its devices. Each is a shipped policy of kind {@code update}. */
public enum UpdatePolicy {
    /** OS and applications. */
    ALL("UpdateAll"),
    /** OS only. Developers install the applications themselves (sideloading). */
    NO_APPLICATIONS("No3rdPartyAppUpdates"),
    /** Nothing. The manifest sets of the group keep their images. */
    NONE("NoUpdates");

    private final String apiName;
    private final String title;

    UpdatePolicy(String apiName) {
        this.apiName = apiName;
        this.title = ShippedPolicies.load(id()).title();
    }

    /** Returns the policy with a name of Azure Sphere. */
    public static UpdatePolicy named(String apiName) {
        return Arrays.stream(values())
                .filter(policy -> policy.apiName.equals(apiName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unknown update policy " + apiName));
    }

    /** Returns the title of the policy with a name of Azure Sphere; the name if there is no such policy. */
    static String title(String apiName) {
        return Arrays.stream(values())
                .filter(policy -> policy.apiName.equals(apiName))
                .map(policy -> policy.title)
                .findFirst()
                .orElse(apiName);
    }

    private String id() {
        return "update/" + apiName;
    }

    /** Returns ID and title of the shipped policy. */
    public UpdatePolicyName policyName() {
        return new UpdatePolicyName(id(), title);
    }

    /** Returns Azure Sphere's name of the policy. */
    public String apiName() {
        return apiName;
    }
}
