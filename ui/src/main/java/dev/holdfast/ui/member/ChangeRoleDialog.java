package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.RoleChange;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;

/** Changes the role of a member. */
final class ChangeRoleDialog extends FormDialog {
    ChangeRoleDialog(Memberships memberships, MemberView shown, Runnable changed) {
        super("Change the role of " + shown.name(), "Change role");
        Seen<MemberView> seen = memberships.see(shown.id());
        RoleField role = field(
                "role",
                new RoleField(seen.now().role()),
                chosen -> chosen != seen.now().role(),
                "");
        refusing(failure -> seen.refusal(failure, RoleWords::now));
        onSubmit(() -> {
            seen.change(tag -> memberships.change(shown.id(), tag, new RoleChange(role.getValue())));
            changed.run();
            Toast.done(shown.name() + " is " + RoleWords.name(role.getValue()) + " now");
        });
    }
}
