package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.ui.shell.Versioned;
import java.util.UUID;

/**
 * The members of a catalog or of the installation.
 *
 * @param access the API of the scope
 * @param whole the name of the whole scope
 * @param groups the prefix of the identity provider's groups that carry roles in the scope
 * @param approvalLimit explains whose requests a new account cannot approve
 */
record Memberships(AccessClient.Access access, String whole, String groups, String approvalLimit) {
    static Memberships ofCatalog(AccessClient client, String catalog) {
        return new Memberships(
                client.of(catalog),
                RoleWords.scope(null, null),
                "/catalogs/" + catalog,
                text("members.invite.limit.catalog"));
    }

    static Memberships ofInstallation(AccessClient client) {
        return new Memberships(
                client.ofInstallation(),
                text("scope.installation"),
                "/installation",
                text("members.invite.limit.installation"));
    }

    /** Reads a member with its entity tag, for a later change or removal of the role. */
    Versioned<MemberView> see(UUID id) {
        return Versioned.of(() -> access.member(id.toString()));
    }

    String scope(MemberView member) {
        return member.product() == null ? whole : RoleWords.scope(member.product(), member.group());
    }
}
