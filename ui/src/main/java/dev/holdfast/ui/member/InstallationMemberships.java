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

/** Those of the installation, which count in every catalog. */
record InstallationMemberships(InstallationMemberClient members, InstallationPersonClient people)
        implements Memberships {
    @Override
    public String whole() {
        return RoleWords.INSTALLATION;
    }

    @Override
    public String notSecondFor() {
        return "They can never approve what you asked for or wrote, nor the other way round. Where one whom you invited approves for"
                + " another, the audit log says that you invited both.";
    }

    @Override
    public String groups() {
        return "/installation";
    }

    @Override
    public LinkedPages<MemberView> find(@Nullable String filter, int page) {
        return LinkedPages.linked(cursor -> members.members(filter, cursor, page));
    }

    @Override
    public void assign(NewMember member) {
        members.assign(member);
    }

    @Override
    public Seen<MemberView> see(UUID id) {
        return Seen.of(() -> members.member(id.toString()));
    }

    @Override
    public MemberView change(UUID id, String tag, RoleChange change) {
        return members.change(id.toString(), tag, change);
    }

    @Override
    public void remove(UUID id, String tag) {
        members.remove(id.toString(), tag);
    }

    @Override
    public List<PersonView> people(String text) {
        return people.find(text);
    }

    @Override
    public InvitedPerson invite(NewPerson person) {
        return people.invite(person);
    }
}
