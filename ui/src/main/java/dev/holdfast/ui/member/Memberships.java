package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.ui.shell.Seen;
import java.util.UUID;

/**
 * The members of a scope, and the people who can become one.
 *
 * @param access the API of the scope
 * @param whole names the scope
 * @param groups the prefix of the identity provider's groups that carry roles in the scope
 * @param approvalLimit states whose requests an account that is created here cannot approve
 */
record Memberships(AccessClient.Access access, String whole, String groups, String approvalLimit) {
    static Memberships ofCatalog(AccessClient client, String catalog) {
        return new Memberships(
                client.of(catalog),
                RoleWords.place(null, null),
                "/catalogs/" + catalog,
                "They can never approve what you, or others who were invited from a catalog by you, asked for or wrote; nor the other"
                        + " way round. Where two persons are wanted, let an owner of the installation invite them there.");
    }

    static Memberships ofInstallation(AccessClient client) {
        return new Memberships(
                client.ofInstallation(),
                RoleWords.INSTALLATION,
                "/installation",
                "They can never approve what you asked for or wrote, nor the other way round. Where one whom you invited approves for"
                        + " another, the audit log says that you invited both.");
    }

    Seen<MemberView> see(UUID id) {
        return Seen.of(() -> access.member(id.toString()));
    }

    String place(MemberView member) {
        return member.product() == null ? whole : RoleWords.place(member.product(), member.group());
    }
}
