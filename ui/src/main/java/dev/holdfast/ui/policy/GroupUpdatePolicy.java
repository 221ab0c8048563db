package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import java.time.format.TextStyle;
import java.util.stream.Collectors;

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
            UpdateForm.read(client.version(catalog, policy.effectiveKey(), policy.effectiveVersion())
                            .policy())
                    .ifPresent(form -> add(windows(form)));
        }
    }

    /** Says when devices install; only for a policy that a form wrote. */
    private Component windows(UpdateForm form) {
        return form.windows().isEmpty()
                ? new Div(text("group.installs-any-time"))
                : new Div(form.windows().stream().map(this::window).toArray(Component[]::new));
    }

    private Component window(UpdateForm.Window window) {
        return new Div(text(
                "group.installs",
                window.days().stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT, getLocale()))
                        .collect(Collectors.joining(", ")),
                window.from(),
                window.to()));
    }
}
