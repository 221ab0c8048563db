package dev.holdfast.ui.member;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** Chooses a role, and says what it may do. */
public final class RoleField extends Select<Role> {
    RoleField(Role chosen) {
        this(EnumSet.allOf(Role.class), chosen, RoleWords::meaning);
    }

    /** Makes one for a token, which may do less than a person with its role: none approves, so an approver is nothing for it. */
    public static RoleField ofToken(Role chosen) {
        return new RoleField(EnumSet.complementOf(EnumSet.of(Role.APPROVER)), chosen, RoleWords::meaningOfToken);
    }

    private RoleField(Set<Role> roles, Role chosen, Function<Role, String> meaning) {
        setLabel("Role");
        setItems(roles);
        setItemLabelGenerator(RoleWords::name);
        setWidthFull();
        addValueChangeListener(change -> {
            Role role = change.getValue();
            setHelperText(role == null ? "" : "May: " + meaning.apply(role));
        });
        setValue(chosen);
    }
}
