package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/** Scopes from the widest to the nearest, each with what decides there. */
final class PolicyTable extends RowTable {
    PolicyTable(String catalog, List<PolicyView> policies) {
        super("Policies, the widest first", "For", "What decides", "Titled", "Since", "State");
        addClassName("hf-policies");
        policies.forEach(policy -> row(
                        scope(catalog, policy),
                        words(decides(policy)),
                        words(policy.title()),
                        since(policy),
                        state(policy))
                .getElement()
                .setAttribute("data-scope", policy.scope().name()));
    }

    private static Component scope(String catalog, PolicyView policy) {
        return new Anchor(Links.policy(catalog, policy.key()), PolicyWords.scope(policy));
    }

    private static String decides(PolicyView policy) {
        if (policy.scope() == PolicyScope.SHIPPED) {
            return "Version " + policy.appliesVersion();
        }
        return PolicyWords.isOwn(policy)
                ? "Version " + policy.appliesVersion() + ", its own"
                : Clause.start(PolicyWords.version(policy.appliesKey(), policy.appliesVersion()));
    }

    private static Component since(PolicyView policy) {
        if (policy.activeSince() == null) {
            return words("");
        }
        Div both = new Div(TimeText.relative(policy.activeSince()), new Span(" by " + policy.activatedBy()));
        both.addClassName("hf-nowrap");
        return both;
    }

    private static Component state(PolicyView policy) {
        if (policy.waitingApproval() != null) {
            return StatusBadge.of(Tone.WARNING, Icon.HOURGLASS, "Waits for a second person");
        }
        if (policy.newestVersion() > policy.activeVersion()) {
            return StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Candidate: version " + policy.newestVersion());
        }
        return PolicyWords.isOwn(policy)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Active")
                : StatusBadge.of(Tone.UNKNOWN, Icon.ARROW, "Inherits");
    }
}
