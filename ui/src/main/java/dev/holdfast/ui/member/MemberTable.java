package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
import dev.holdfast.ui.shell.TableRows;
import java.util.List;

/** Who has which role; an owner changes them and takes them away. */
final class MemberTable {
    private final Memberships memberships;
    private final Runnable changed;

    MemberTable(Memberships memberships, Runnable changed) {
        this.memberships = memberships;
        this.changed = changed;
    }

    TableRows<MemberView> rows(boolean owner) {
        TableRows<MemberView> rows = new TableRows<>("Roles given here", MemberView::id)
                .column("Name", MemberTable::who)
                .sortedBy("name")
                .words("Role", member -> RoleWords.name(member.role()))
                .words("Where", memberships::place)
                .words("By", MemberView::assignedBy)
                .column("Since", member -> TimeText.relative(member.assignedAt()))
                .sortedBy("at");
        return owner ? rows.column("Actions", this::acts) : rows;
    }

    private static Component who(MemberView member) {
        Div who = new Div(new Span(member.name()));
        if (member.kind() == Grantee.EMAIL) {
            who.add(new Span(" "), StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Invited"));
        } else if (member.kind() == Grantee.GROUP) {
            who.add(new Span(" "), StatusBadge.of(Tone.UNKNOWN, Icon.ANOMALY, "Group"));
        } else if (member.usedAt() == null) {
            StatusBadge never = StatusBadge.of(Tone.WARNING, Icon.PERSON, "Not seen yet");
            never.getElement()
                    .setAttribute(
                            "title",
                            "Nobody came with this role since Holdfast notes it. If nobody should have by now, compare the subject with the identity provider's: it may be mistyped.");
            who.add(new Span(" "), never);
        }
        Code grantee = Styled.as("hf-muted", new Code(member.grantee()));
        who.add(new Div(grantee));
        return who;
    }

    private Component acts(MemberView member) {
        return Styled.div(
                "hf-inline",
                Styled.small("Change", "Change the role of " + member.name(), () -> change(member)),
                Styled.small("Remove", "Remove " + member.name(), () -> remove(member)));
    }

    private void change(MemberView shown) {
        Seen<MemberView> seen = memberships.see(shown.id());
        FormDialog dialog = new FormDialog("Change the role of " + shown.name(), "Change role");
        RoleField role = dialog.field(
                "role",
                new RoleField(seen.now().role()),
                chosen -> chosen != seen.now().role(),
                "");
        dialog.refusing(failure -> seen.refusal(failure, RoleWords::now))
                .onSubmit(() -> {
                    seen.change(tag ->
                            memberships.access().change(shown.id().toString(), tag, new RoleChange(role.getValue())));
                    changed.run();
                    Toast.done(shown.name() + " is " + RoleWords.name(role.getValue()) + " now");
                })
                .open();
    }

    private void remove(MemberView shown) {
        Seen<MemberView> seen = memberships.see(shown.id());
        MemberView member = seen.now();
        new ActionDialog(
                        "Take the role from " + member.name(),
                        List.of(
                                "From the next click on, " + member.name() + " has the role "
                                        + RoleWords.name(member.role()) + " in " + memberships.place(member)
                                        + " no more by what was given here.",
                                "What comes from elsewhere stays: other roles in this list, and those that the identity"
                                        + " provider's groups below " + memberships.groups()
                                        + " carry. Who is in them is managed there.",
                                "Personal tokens that need the role do no more than what is left. Those that "
                                        + member.name()
                                        + " made for services go on: find them under Tokens, and revoke them if somebody leaves."),
                        "Take away",
                        reason -> {
                            seen.end(tag ->
                                    memberships.access().remove(member.id().toString(), tag));
                            changed.run();
                            Toast.done("Role taken away");
                        })
                .refusing(failure -> seen.refusal(failure, RoleWords::now))
                .withoutReason()
                .dangerous()
                .open();
    }
}
