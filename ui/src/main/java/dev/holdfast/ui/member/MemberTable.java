package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Versioned;
import java.util.List;

/** The table of members. Owners can change roles and remove members. */
final class MemberTable {
    private final Memberships memberships;
    private final Runnable changed;

    MemberTable(Memberships memberships, Runnable changed) {
        this.memberships = memberships;
        this.changed = changed;
    }

    TableRows<MemberView> rows(boolean owner) {
        TableRows<MemberView> rows = new TableRows<>(text("members.table"), MemberView::id)
                .column(text("members.column.name"), MemberTable::name)
                .sortedBy("name")
                .words(text("members.column.role"), member -> word(member.role()))
                .words(text("members.column.scope"), memberships::scope)
                .words(text("members.column.added-by"), MemberView::assignedBy)
                .column(text("members.column.added"), member -> TimeText.relative(member.assignedAt()))
                .sortedBy("at");
        return owner ? rows.column(text("members.column.actions"), this::actions) : rows;
    }

    private static Component name(MemberView member) {
        Div name = new Div(new Span(member.name()));
        if (member.kind() == Grantee.EMAIL) {
            name.add(new Span(" "), StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, text("members.invited")));
        } else if (member.kind() == Grantee.GROUP) {
            name.add(new Span(" "), StatusBadge.of(Tone.UNKNOWN, Icon.ANOMALY, text("members.group")));
        } else if (member.usedAt() == null) {
            StatusBadge never = StatusBadge.of(Tone.WARNING, Icon.PERSON, text("members.never-used"));
            never.getElement().setAttribute("title", text("members.never-used.hint"));
            name.add(new Span(" "), never);
        }
        Code grantee = Styled.as("hf-muted", new Code(member.grantee()));
        name.add(new Div(grantee));
        return name;
    }

    private Component actions(MemberView member) {
        return Styled.div(
                "hf-inline",
                Styled.small(
                        text("members.change"), text("members.change-role-of", member.name()), () -> change(member)),
                Styled.small(text("members.remove"), text("members.remove-from", member.name()), () -> remove(member)));
    }

    private void change(MemberView shown) {
        Versioned<MemberView> seen = memberships.see(shown.id());
        FormDialog dialog = new FormDialog(text("members.change-role-of", shown.name()), text("members.change-role"));
        RoleField role = dialog.field(
                "role",
                new RoleField(seen.now().role()),
                chosen -> chosen != seen.now().role(),
                "");
        dialog.onFailure(failure -> seen.refusal(failure, RoleWords::facts))
                .onSubmit(() -> {
                    seen.change(tag ->
                            memberships.access().change(shown.id().toString(), tag, new RoleChange(role.getValue())));
                    changed.run();
                    Toast.done(text("members.added", shown.name(), word(role.getValue())));
                })
                .open();
    }

    private void remove(MemberView shown) {
        Versioned<MemberView> seen = memberships.see(shown.id());
        MemberView member = seen.now();
        new ActionDialog(
                        text("members.remove-from", member.name()),
                        List.of(
                                text(
                                        "members.remove.effect",
                                        member.name(),
                                        word(member.role()),
                                        memberships.scope(member)),
                                text("members.remove.other-roles", memberships.groups()),
                                text("members.remove.tokens", member.name())),
                        text("members.remove.submit"),
                        reason -> {
                            seen.delete(tag ->
                                    memberships.access().remove(member.id().toString(), tag));
                            changed.run();
                            Toast.done(text("members.removed"));
                        })
                .onFailure(failure -> seen.refusal(failure, RoleWords::facts))
                .withoutReason()
                .dangerous()
                .open();
    }
}
