package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.RoleChange;
import java.util.List;
import java.util.UUID;

/** Those of a catalog. */
record CatalogMemberships(MemberClient members, PersonClient people, String catalog) implements Memberships {
    @Override
    public String whole() {
        return RoleWords.place(null, null);
    }

    @Override
    public List<MemberView> all() {
        return members.members(catalog);
    }

    @Override
    public void assign(NewMember member) {
        members.assign(catalog, member);
    }

    @Override
    public void change(UUID id, RoleChange change) {
        members.change(catalog, id.toString(), change);
    }

    @Override
    public void remove(UUID id) {
        members.remove(catalog, id.toString());
    }

    @Override
    public List<PersonView> find(String text) {
        return people.find(catalog, text);
    }

    @Override
    public InvitedPerson invite(NewPerson person) {
        return people.invite(catalog, person);
    }
}
