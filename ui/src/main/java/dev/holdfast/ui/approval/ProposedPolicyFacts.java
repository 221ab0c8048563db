package dev.holdfast.ui.approval;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an activation would do: whose policy, which text in place of which, and what its replay counted. */
final class ProposedPolicyFacts extends Div {
    /**
     * Shows it.
     *
     * @param visit whose catalog's pages the links lead to, where the visitor may read them
     * @param key the policy's key
     * @param linked whether to link to the policy's page
     */
    ProposedPolicyFacts(Visit visit, String key, ProposedPolicy policy, boolean linked) {
        String catalog = visit.catalog();
        boolean readable = visit.may(Act.READ);
        addClassName("hf-proposed");
        if (!policy.warnings().isEmpty()) {
            add(new Warnings(policy.warnings()));
        }
        Facts facts = new Facts()
                .with(
                        "For",
                        linked && readable
                                ? new Anchor(Links.policy(catalog, key), where(policy))
                                : new Span(where(policy)))
                .with("Would decide", wouldDecide(catalog, key, policy, readable))
                .with("Decides now", policy.comparedTitle() + ", " + version(policy));
        if (!policy.author().isEmpty()) {
            facts.with("Written by", policy.author());
        }
        add(facts.with("By its replay", replay(catalog, policy, readable)));
    }

    /** Names whom it would decide for. */
    static String where(ProposedPolicy policy) {
        return switch (policy.scope()) {
            case SHIPPED, CATALOG -> "Whole catalog " + policy.catalog();
            case PRODUCT -> policy.product() + " in catalog " + policy.catalog();
            case GROUP -> policy.product() + " / " + policy.group() + " in catalog " + policy.catalog();
        };
    }

    private static Component[] wouldDecide(String catalog, String key, ProposedPolicy policy, boolean readable) {
        if (policy.version() == 0) {
            return new Component[] {new Span(policy.title() + ", because the policy would be taken away")};
        }
        Span words = new Span(String.format(
                Locale.ROOT,
                "%s, version %d, %s ",
                policy.title(),
                policy.version(),
                Amount.of(policy.rules(), "rule")));
        return readable
                ? new Component[] {
                    words, new Anchor(Links.policyVersion(catalog, key, policy.version()), "Compare the texts")
                }
                : new Component[] {words};
    }

    private static String version(ProposedPolicy policy) {
        return "version " + policy.comparedVersion()
                + (policy.comparedPolicy().equals("default") ? " of the policy that ships" : "");
    }

    private static Component[] replay(String catalog, ProposedPolicy policy, boolean readable) {
        List<Component> shown = new ArrayList<>();
        shown.add(new Span(
                policy.devicesChanged() == 0
                        ? "Nothing would change for " + Amount.of(policy.devices(), "device") + ". "
                        : String.format(
                                Locale.ROOT,
                                "%,d of %s would change. ",
                                policy.devicesChanged(),
                                Amount.of(policy.devices(), "device"))));
        if (readable) {
            shown.add(new Anchor(Links.replay(catalog, policy.replay()), "Show the replay's report"));
        }
        policy.turns().forEach(turn -> shown.add(StatusBadge.turn(turn.from(), turn.to(), turn.devices())));
        return shown.toArray(Component[]::new);
    }
}
