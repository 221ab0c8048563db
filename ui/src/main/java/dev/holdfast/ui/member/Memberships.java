package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.shell.Seen;
import java.util.List;
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

    LinkedPages<MemberView> find(ListRequest request) {
        return LinkedPages.linked(request, access::members);
    }

    void assign(NewMember member) {
        access.assign(member);
    }

    Seen<MemberView> see(UUID id) {
        return Seen.of(() -> access.member(id.toString()));
    }

    MemberView change(UUID id, String tag, RoleChange change) {
        return access.change(id.toString(), tag, change);
    }

    void remove(UUID id, String tag) {
        access.remove(id.toString(), tag);
    }

    List<PersonView> people(String text) {
        return access.people(text);
    }

    InvitedPerson invite(NewPerson person) {
        return access.invite(person);
    }

    /** Returns where a role applies. */
    String place(MemberView member) {
        return member.product() == null ? whole : RoleWords.place(member.product(), member.group());
    }
}
