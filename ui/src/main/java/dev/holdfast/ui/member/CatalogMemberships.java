package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.shell.Seen;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Those of a catalog. */
record CatalogMemberships(MemberClient members, PersonClient people, String catalog) implements Memberships {
    @Override
    public String whole() {
        return RoleWords.place(null, null);
    }

    @Override
    public String notSecondFor() {
        return "They can never approve what you, or others who were invited from a catalog by you, asked for or wrote; nor the other"
                + " way round. Where two persons are wanted, let an owner of the installation invite them there.";
    }

    @Override
    public String groups() {
        return "/catalogs/" + catalog;
    }

    @Override
    public LinkedPages<MemberView> find(@Nullable String filter, int page) {
        return LinkedPages.linked(cursor -> members.members(catalog, filter, cursor, page));
    }

    @Override
    public void assign(NewMember member) {
        members.assign(catalog, member);
    }

    @Override
    public Seen<MemberView> see(UUID id) {
        return Seen.of(() -> members.member(catalog, id.toString()));
    }

    @Override
    public MemberView change(UUID id, String tag, RoleChange change) {
        return members.change(catalog, id.toString(), tag, change);
    }

    @Override
    public void remove(UUID id, String tag) {
        members.remove(catalog, id.toString(), tag);
    }

    @Override
    public List<PersonView> people(String text) {
        return people.find(catalog, text);
    }

    @Override
    public InvitedPerson invite(NewPerson person) {
        return people.invite(catalog, person);
    }
}
