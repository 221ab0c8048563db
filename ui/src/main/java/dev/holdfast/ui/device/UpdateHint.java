package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.UpdatePolicyName;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.regex.Pattern;

/** How far the update of a device is, and why it is not installed, with a link to the policy that holds it. */
public final class UpdateHint extends Div {
    /** IDs of update policies that have a page: those of a catalog, product or group. */
    private static final Pattern WITH_PAGE = Pattern.compile("update/(catalog|product-.*|group-.*)");

    public UpdateHint(Visit visit, DeviceView device) {
        add(new Span(StatusBadge.updateHint(device)));
        UpdatePolicyName policy = device.update().policy();
        // The policies of a catalog are not open to roles in products and device groups.
        if (policy != null
                && visit.may(Permission.READ)
                && WITH_PAGE.matcher(policy.id()).matches()) {
            add(
                    new Span(" "),
                    new Anchor(
                            Links.policy(visit.catalog(), policy.id().replaceFirst("/", "-")),
                            text("update-state.held.show-policy")));
        }
    }
}
