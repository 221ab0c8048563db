package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.policy.Kind;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Key of a scope's policy.
 *
 * @param kind attestation or update; a scope can have a policy of each kind
 * @param id GUID of the catalog, product or group; not used for the shipped policy
 */
public record PolicyKey(Kind kind, PolicyScope scope, UUID id) {

    public static final PolicyKey SHIPPED = new PolicyKey(PolicyScope.SHIPPED, new UUID(0, 0));

    /** Id of the shipped attestation policy. */
    static final String SHIPPED_ID = "attestation/default";

    /** Begin of the keys of update policies. */
    private static final String UPDATE = "update-";

    private static final String DEFAULT = "default";
    private static final Pattern FORM =
            Pattern.compile("(product|group)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /** Creates the key of an attestation policy. */
    public PolicyKey(PolicyScope scope, UUID id) {
        this(Kind.ATTESTATION, scope, id);
    }

    /** Returns the kind with a name, such as {@code update}. */
    static Kind kind(String name) {
        return name.equals(Kind.UPDATE.text()) ? Kind.UPDATE : Kind.ATTESTATION;
    }

    /** Parses a key in a path; fails with {@code not-found} for any other text. */
    public static PolicyKey parse(CatalogId catalog, String text) {
        Kind kind = text.startsWith(UPDATE) ? Kind.UPDATE : Kind.ATTESTATION;
        String scope = kind == Kind.UPDATE ? text.substring(UPDATE.length()) : text;
        return switch (scope) {
            case "catalog" -> new PolicyKey(kind, PolicyScope.CATALOG, catalog.value());
            case DEFAULT -> new PolicyKey(kind, PolicyScope.SHIPPED, SHIPPED.id);
            default -> {
                Matcher key = FORM.matcher(scope);
                if (!key.matches()) {
                    throw ProblemException.notFound("Policy " + text);
                }
                yield new PolicyKey(
                        kind,
                        key.group(1).equals("product") ? PolicyScope.PRODUCT : PolicyScope.GROUP,
                        UUID.fromString(key.group(2)));
            }
        };
    }

    /** Parses the key of an attestation policy, as {@link #parse} does. Only these have replays. */
    public static PolicyKey parseReplayed(CatalogId catalog, String text) {
        PolicyKey key = parse(catalog, text);
        if (key.kind() != Kind.ATTESTATION) {
            throw ProblemException.notFound("Attestation policy " + text);
        }
        return key;
    }

    /**
     * Returns the key as in paths: {@code catalog}, {@code product-GUID}, {@code group-GUID}, {@code default}. Keys of update policies begin
     * with {@code update-}.
     */
    public String text() {
        return (kind == Kind.UPDATE ? UPDATE : "") + name();
    }

    /** Returns the id in attestation results, such as {@code attestation/catalog}, and of update policies, such as {@code update/catalog}. */
    String policyId() {
        return kind.text() + "/" + name();
    }

    private String name() {
        return switch (scope) {
            case SHIPPED -> DEFAULT;
            case CATALOG -> "catalog";
            case PRODUCT -> "product-" + id;
            case GROUP -> "group-" + id;
        };
    }

    /** Returns the id of the shipped policy from which people start: it applies where no attestation policy is active. */
    String shippedId() {
        return kind == Kind.UPDATE ? "update/UpdateAll" : SHIPPED_ID;
    }
}
