package dev.holdfast.ui.member;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Role;
import java.util.function.Function;

/** Chooses a role, and says what it may do. */
public final class RoleField extends Select<Role> {
    /** Makes one for a person, with a role chosen. */
    RoleField(Role chosen) {
        this(chosen, RoleWords::meaning);
    }

    /** Makes one for a token, which may do less than a person with its role. */
    public static RoleField ofToken(Role chosen) {
        return new RoleField(chosen, RoleWords::meaningOfToken);
    }

    private RoleField(Role chosen, Function<Role, String> meaning) {
        setLabel("Role");
        setItems(Role.values());
        setItemLabelGenerator(RoleWords::name);
        setWidthFull();
        addValueChangeListener(change -> {
            Role role = change.getValue();
            setHelperText(role == null ? "" : "May: " + meaning.apply(role));
        });
        setValue(chosen);
    }
}
