package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import dev.holdfast.contract.operator.identity.RoleChange;
import java.util.List;
import java.util.UUID;

/** Those of the installation, which count in every catalog. */
record InstallationMemberships(InstallationMemberClient members, InstallationPersonClient people)
        implements Memberships {
    @Override
    public String whole() {
        return RoleWords.INSTALLATION;
    }

    @Override
    public List<MemberView> all() {
        return members.members();
    }

    @Override
    public void assign(NewMember member) {
        members.assign(member);
    }

    @Override
    public void change(UUID id, RoleChange change) {
        members.change(id.toString(), change);
    }

    @Override
    public void remove(UUID id) {
        members.remove(id.toString());
    }

    @Override
    public List<PersonView> find(String text) {
        return people.find(text);
    }

    @Override
    public InvitedPerson invite(NewPerson person) {
        return people.invite(person);
    }
}
