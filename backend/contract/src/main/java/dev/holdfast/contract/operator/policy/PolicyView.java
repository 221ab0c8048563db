package dev.holdfast.contract.operator.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attestation or update policy of a catalog, product or device group.
 *
 * @param key key of the scope in paths: {@code catalog}, {@code product-GUID}, {@code group-GUID}, or {@code default}
 *     for the shipped policy. Keys of update policies begin with {@code update-}, such as {@code update-catalog}
 * @param scope scope of the policy
 * @param product name of the product; null for the policy of the catalog and the shipped policy
 * @param group name of the device group; null unless the policy belongs to a group
 * @param activeVersion active version of this scope; 0 when the scope has none and inherits a policy
 * @param newestVersion newest saved version, active or not; 0 for none
 * @param effectiveKey key of the policy that applies to this scope: the scope's own policy, or the policy of the nearest enclosing scope
 * @param effectiveVersion active version of the policy that applies to this scope
 * @param title title of the policy that applies to this scope
 * @param activeSince time when the scope's own version became active; null when the scope inherits a policy
 * @param activatedBy user who activated the scope's own version; null when the scope inherits a policy
 * @param pendingApproval GUID of the pending approval request for an activation; null for none
 */
public record PolicyView(
        String key,
        PolicyScope scope,
        @Nullable String product,
        @Nullable String group,
        int activeVersion,
        int newestVersion,
        String effectiveKey,
        int effectiveVersion,
        String title,
        @Nullable Instant activeSince,
        @Nullable String activatedBy,
        @Nullable UUID pendingApproval) {}
