package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.time.Instant;

/** The versions of a policy, newest first; the one that is shown below is marked. */
final class VersionTable {
    private VersionTable() {}

    static TableRows<PolicyVersionView> of(String catalog, int shown) {
        return new TableRows<>("Versions", PolicyVersionView::version)
                .column("Version", version -> link(catalog, version, version.version() == shown))
                .column("State", version -> PolicyWords.badge(version.state()))
                .column("Saved", VersionTable::saved)
                .words("Why", PolicyVersionView::comment)
                .words(
                        "Rules and cases",
                        version -> Amount.of(version.rules(), "rule") + ", " + Amount.of(version.cases(), "test case"))
                .marking(version -> version.version() == shown);
    }

    private static Anchor link(String catalog, PolicyVersionView version, boolean isShown) {
        Anchor link = new Anchor(
                Links.policyVersion(catalog, version.policy(), version.version()), "Version " + version.version());
        if (isShown) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    /** Returns when and by whom; a policy that ships with Holdfast was saved at no time. */
    static Div saved(PolicyVersionView version) {
        if (version.savedAt().equals(Instant.EPOCH)) {
            return new Div("With Holdfast");
        }
        Div saved = new Div(TimeText.relative(version.savedAt()), new Span(" by " + version.author()));
        saved.addClassName("hf-nowrap");
        return saved;
    }
}
