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

/** The roles that are given in a catalog or in the installation, and the people who may get one. */
interface Memberships {
    /** Returns what a role is in that is in no part. */
    String whole();

    /** Lists the roles that meet a filter, by name, in pages of so many; null is any. */
    LinkedPages<MemberView> find(@Nullable String filter, int page);

    /** Gives a role. */
    void assign(NewMember member);

    /** Reads a role. */
    Seen<MemberView> see(UUID id);

    /** Gives another role at the same place, unless it has another tag by now. */
    MemberView change(UUID id, String tag, RoleChange change);

    /** Takes a role away, likewise. */
    void remove(UUID id, String tag);

    /** Finds people whom the identity provider knows. */
    List<PersonView> people(String text);

    /** Makes an account for somebody who has none. */
    InvitedPerson invite(NewPerson person);

    /** Says whose acts an account that is made from here cannot be the second person for. */
    String notSecondFor();

    /** Returns what the names of the identity provider's groups that carry roles here begin with. */
    String groups();

    /** Says where a role holds. */
    default String place(MemberView member) {
        return member.product() == null ? whole() : RoleWords.place(member.product(), member.group());
    }
}
