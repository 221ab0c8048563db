package dev.holdfast.ui.member;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Role;

/** Chooses a role, and says what it may do. */
public final class RoleField extends Select<Role> {
    /** Makes one with a role chosen. */
    public RoleField(Role chosen) {
        setLabel("Role");
        setItems(Role.values());
        setItemLabelGenerator(RoleWords::name);
        setWidthFull();
        addValueChangeListener(change -> {
            Role role = change.getValue();
            setHelperText(role == null ? "" : "May do: " + RoleWords.meaning(role));
        });
        setValue(chosen);
    }
}
