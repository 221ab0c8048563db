package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;

/** How the audit log speaks of a role. */
final class MemberWords {
    private MemberWords() {}

    /** That somebody took it away. */
    static AuditEntry removed(String by, MemberView member) {
        return AuditEntry.by(
                        by,
                        "RemoveRole",
                        member.name(),
                        "Took from " + of(member) + " the role " + member.role() + where(member) + ".")
                .changing("role", member.role(), null);
    }

    /** Who has it, with what the provider calls them. */
    static String of(MemberView member) {
        String kind =
                member.kind() == Grantee.SUBJECT ? "subject" : member.kind() == Grantee.EMAIL ? "e-mail" : "group";
        return member.name() + " (" + kind + " " + member.grantee() + ")";
    }

    /** Where it holds; empty for all of the catalog or installation. */
    static String where(MemberView member) {
        String product = member.product() == null ? "" : " in " + member.product();
        return member.group() == null ? product : product + " / " + member.group();
    }
}
