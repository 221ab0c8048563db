package dev.holdfast.ui.member;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.ui.text.Texts;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** Chooses a role and shows its permissions. */
public final class RoleField extends Select<Role> {
    RoleField(Role chosen) {
        this(EnumSet.allOf(Role.class), chosen, RoleWords::permissions);
    }

    /** Returns a field without the role Approver, because tokens cannot approve. */
    public static RoleField ofToken(Role chosen) {
        return new RoleField(EnumSet.complementOf(EnumSet.of(Role.APPROVER)), chosen, RoleWords::permissionsOfToken);
    }

    private RoleField(Set<Role> roles, Role chosen, Function<Role, String> permissions) {
        setLabel(text("role.label"));
        setItems(roles);
        setItemLabelGenerator(Texts::word);
        setWidthFull();
        addValueChangeListener(change -> {
            Role role = change.getValue();
            setHelperText(role == null ? "" : text("role.permissions", permissions.apply(role)));
        });
        setValue(chosen);
    }
}
