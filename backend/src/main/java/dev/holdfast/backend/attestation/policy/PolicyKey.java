package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.policy.PolicyScope;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Key of a scope's policy.
 *
 * @param id GUID of the catalog, product or group; not used for the shipped policy
 */
public record PolicyKey(PolicyScope scope, UUID id) {

    public static final PolicyKey SHIPPED = new PolicyKey(PolicyScope.SHIPPED, new UUID(0, 0));

    /** Id of the shipped policy. */
    static final String SHIPPED_ID = "attestation/default";

    private static final Pattern FORM =
            Pattern.compile("(product|group)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    public static PolicyKey ofCatalog(CatalogId catalog) {
        return new PolicyKey(PolicyScope.CATALOG, catalog.value());
    }

    /** Parses a key in a path; fails with {@code not-found} for any other text. */
    public static PolicyKey parse(CatalogId catalog, String text) {
        return switch (text) {
            case "catalog" -> ofCatalog(catalog);
            case "default" -> SHIPPED;
            default -> {
                Matcher key = FORM.matcher(text);
                if (!key.matches()) {
                    throw ProblemException.notFound("Policy " + text);
                }
                yield new PolicyKey(
                        key.group(1).equals("product") ? PolicyScope.PRODUCT : PolicyScope.GROUP,
                        UUID.fromString(key.group(2)));
            }
        };
    }

    /** Returns the key as in paths: {@code catalog}, {@code product-GUID}, {@code group-GUID}, {@code default}. */
    public String text() {
        return switch (scope) {
            case SHIPPED -> "default";
            case CATALOG -> "catalog";
            case PRODUCT -> "product-" + id;
            case GROUP -> "group-" + id;
        };
    }

    /** Returns the id in attestation results, such as {@code attestation/catalog}. */
    String policyId() {
        return scope == PolicyScope.SHIPPED ? SHIPPED_ID : "attestation/" + text();
    }
}
