package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.identity.MemberView;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Role assignments that are deleted with their product or device group. */
public final class RemovedRoles {
    private RemovedRoles() {}

    /**
     * Returns the audit entries of the roles that end when a product, with its groups, or a group is deleted. The calling code has locked
     * the product or group, so no new assignment can appear.
     *
     * @param by user who deletes the product or group
     * @param product the product; null for a group
     * @param group the group; null for a product
     */
    public static Uni<List<AuditEntry>> in(Tx tx, String by, @Nullable UUID product, @Nullable UUID group) {
        return Assignments.of(tx, product, group)
                .map(found -> found.stream()
                        .map(assignment -> removed(by, assignment.member()))
                        .toList());
    }

    static AuditEntry removed(String by, MemberView member) {
        return AuditEntry.by(
                        by,
                        "RemoveRole",
                        member.name(),
                        "Removed the role " + member.role().words() + " of " + Assignments.grantee(member)
                                + Assignments.scope(member) + ".")
                .changing("role", member.role(), null);
    }

    static Event event(String kind, MemberView member) {
        return Event.of(
                kind,
                member.name(),
                Map.of(
                        "role",
                        member.role().name(),
                        "granteeKind",
                        member.kind().name(),
                        "grantee",
                        member.grantee()));
    }
}
