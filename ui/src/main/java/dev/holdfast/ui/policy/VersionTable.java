package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/** The versions of a policy, newest first; the one that is shown below is marked. */
final class VersionTable extends RowTable {
    private final String catalog;
    private final int shown;

    VersionTable(String catalog, int shown) {
        super("Versions, newest first", "Version", "State", "Saved", "Why", "Rules and cases");
        this.catalog = catalog;
        this.shown = shown;
        addClassName("hf-attestations");
    }

    void show(List<PolicyVersionView> versions) {
        for (PolicyVersionView version : versions) {
            Anchor link = new Anchor(
                    Links.policyVersion(catalog, version.policy(), version.version()), "Version " + version.version());
            Div saved = new Div(TimeText.relative(version.savedAt()), new Span(" by " + version.author()));
            saved.addClassName("hf-nowrap");
            NativeTableRow row = row(
                    link,
                    PolicyWords.badge(version.state()),
                    saved,
                    words(version.comment()),
                    words(Amount.of(version.rules(), "rule") + ", " + Amount.of(version.cases(), "test case")));
            if (version.version() == shown) {
                link.getElement().setAttribute("aria-current", "true");
                row.getElement().setAttribute("data-shown", "");
            }
        }
    }
}
