package dev.holdfast.contract.operator.policy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attestation policy of a scope: the catalog, a product, or a group.
 *
 * @param key names the scope in paths: {@code catalog}, {@code product-GUID}, {@code group-GUID}; {@code default} is the
 *     policy that ships
 * @param scope what it is for
 * @param product the product's name; null for the catalog's and the shipped policy
 * @param group the group's name; null unless it is a group's
 * @param activeVersion the version of its own that decides; 0 when it has none and inherits
 * @param newestVersion the newest version that was saved, active or not; 0 for none
 * @param appliesKey the key of the policy that decides here: its own, or the nearest one above
 * @param appliesVersion the version of that policy that decides here
 * @param title the title of the policy that decides here
 * @param activeSince when its own version became active; null while it inherits
 * @param activatedBy who did that; null while it inherits
 * @param waitingApproval the activation that waits for a second person; null when none does
 */
public record PolicyView(
        String key,
        PolicyScope scope,
        @Nullable String product,
        @Nullable String group,
        int activeVersion,
        int newestVersion,
        String appliesKey,
        int appliesVersion,
        String title,
        @Nullable Instant activeSince,
        @Nullable String activatedBy,
        @Nullable UUID waitingApproval) {}
