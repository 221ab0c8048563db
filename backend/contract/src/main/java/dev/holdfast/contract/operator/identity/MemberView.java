package dev.holdfast.contract.operator.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assignment of a role.
 *
 * @param id GUID of the assignment
 * @param kind kind of the recipient
 * @param grantee subject, e-mail address or group
 * @param issuer identity provider that authenticates the recipient
 * @param name name for people, as given with the assignment
 * @param role assigned role
 * @param product name of the product in the scope; null for the whole catalog or installation
 * @param group name of the device group in the scope; null for the whole product
 * @param assignedBy user who assigned the role
 * @param assignedAt time of the assignment
 * @param usedAt time when the subject first used the role; null when never or not recorded, and for invitations and
 *     groups
 */
public record MemberView(
        UUID id,
        Grantee kind,
        String grantee,
        String issuer,
        String name,
        Role role,
        @Nullable String product,
        @Nullable String group,
        String assignedBy,
        Instant assignedAt,
        @Nullable Instant usedAt) {}
