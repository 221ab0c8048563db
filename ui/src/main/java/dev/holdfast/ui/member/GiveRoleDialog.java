package dev.holdfast.ui.member;

import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import org.jspecify.annotations.Nullable;

/** Gives a role to somebody. */
final class GiveRoleDialog extends FormDialog {
    /** Makes one; {@code findsPeople} says whether people can be looked for by name, {@code parts} chooses a part of the scope. */
    GiveRoleDialog(Memberships memberships, boolean findsPeople, @Nullable PlaceFields parts, Runnable given) {
        super("Give a role", "Give role");
        GranteeFields grantee = new GranteeFields(memberships, findsPeople, this);
        put(grantee);
        RoleField role = field("role", new RoleField(Role.READER), chosen -> true, "");
        if (parts != null) {
            put(parts);
        }
        onSubmit(() -> {
            memberships
                    .access()
                    .assign(new NewMember(
                            grantee.kind(),
                            grantee.grantee(),
                            grantee.name(),
                            role.getValue(),
                            parts == null ? null : parts.product(),
                            parts == null ? null : parts.group()));
            given.run();
            Toast.done(grantee.name() + " is " + RoleWords.name(role.getValue()) + " now");
        });
    }
}
