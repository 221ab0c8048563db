package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;

/** The update policy that applies to a device group, with a link to the policy of the group. */
public final class GroupUpdatePolicy extends Div {
    public GroupUpdatePolicy(PolicyClient client, String catalog, DeviceGroupView group) {
        PolicyView policy = client.policy(catalog, PolicyWords.UPDATE + "-group-" + group.id());
        String scope = Clause.start(PolicyWords.versionOf(policy.effectiveKey(), policy.effectiveVersion()));
        Anchor link = new Anchor(Links.policy(catalog, policy.key()));
        if (PolicyWords.isSetting(policy.effectiveKey())) {
            link.setText(scope);
            add(link);
        } else {
            link.setText(policy.title());
            add(Styled.twoLines(link, scope));
        }
    }
}
