package dev.holdfast.contract.operator.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody was given.
 *
 * @param id of this assignment
 * @param kind what {@code grantee} is
 * @param grantee a subject, an e-mail address or a group
 * @param issuer the identity provider whose word counts
 * @param name for people; as the one who assigned it wrote it, or of the last sign-in by invitation
 * @param role the role
 * @param product where it holds; null for the whole catalog or installation
 * @param group where it holds; null for the whole product
 * @param assignedBy who gave it
 * @param assignedAt when
 * @param usedAt when that subject first came with it; null if it did not since Holdfast notes it, as where it was mistyped, for invitations and for groups
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
