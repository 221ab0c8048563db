package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyVersionText;
import dev.holdfast.contract.operator.policy.PolicyVersionView;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DiffTable;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.stream.Stream;

/**
 * One version: its text or the differences from another version, and the button to replay it. An update policy has a preview and a button to
 * activate it instead.
 */
final class VersionPanel extends Div {
    /** No version to compare with: shows the whole text. */
    private static final int WHOLE = 0;

    private final transient PolicyClient client;
    private final transient Visit visit;
    private final transient PolicyView policy;
    private final transient PolicyVersionView shown;

    VersionPanel(
            PolicyClient client, Visit visit, PolicyView policy, List<Integer> versions, int version, Runnable replay) {
        this.client = client;
        this.visit = visit;
        this.policy = policy;
        PolicyVersionText content = client.version(visit.catalog(), policy.key(), version);
        shown = content.version();
        int against = against(versions);
        Panel panel = new Panel(text("policy.version-title", shown.title(), String.valueOf(shown.version())));
        panel.beside(compare(versions, against), CopyButton.saying("YAML", content.policy(), text("copy.policy")));
        if (visit.may(Permission.WRITE_POLICIES) && policy.scope() != PolicyScope.SHIPPED) {
            panel.beside(
                    new Anchor(Links.editPolicy(visit.catalog(), policy.key(), shown.version()), text("policy.edit")));
        }
        if (shown.state() != PolicyState.ACTIVE && policy.scope() != PolicyScope.SHIPPED) {
            panel.add(PolicyWords.isUpdate(policy.key()) ? preview(replay) : next(replay));
        }
        panel.add(texts(content, against));
        add(panel);
    }

    /**
     * Returns the version to compare with, from the address or else the active one. Returns {@link #WHOLE} if it does not exist or is the
     * shown one.
     */
    private int against(List<Integer> versions) {
        String requested = visit.query("against");
        int other = requested.isEmpty() ? policy.activeVersion() : number(requested);
        return versions.contains(other) && other != shown.version() ? other : WHOLE;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : WHOLE;
    }

    private Component compare(List<Integer> versions, int against) {
        Select<Integer> choice = new Select<>();
        choice.setAriaLabel(text("policy.compare"));
        List<Integer> others =
                versions.stream().filter(version -> version != shown.version()).toList();
        choice.setItems(Stream.concat(Stream.of(WHOLE), others.stream()).toList());
        choice.setItemLabelGenerator(version ->
                version == WHOLE ? text("policy.whole-text") : text("policy.compared-with", String.valueOf(version)));
        choice.setValue(against);
        choice.setVisible(!others.isEmpty());
        choice.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Links.go(
                        this,
                        Links.policyVersion(visit.catalog(), policy.key(), shown.version()) + "&against="
                                + change.getValue());
            }
        });
        return choice;
    }

    private Component preview(Runnable activate) {
        Div step = Styled.div("hf-stack");
        step.add(new UpdatePreview(client.preview(visit.catalog(), policy.key(), shown.version())));
        if (visit.may(Permission.ACTIVATE_POLICIES) && policy.pendingApproval() == null) {
            step.add(Styled.primary(text("activation.title", String.valueOf(shown.version())), activate));
        }
        return step;
    }

    private Component next(Runnable replay) {
        Div line = Styled.div("hf-next-step");
        line.add(new Paragraph(
                text(shown.state() == PolicyState.SUPERSEDED ? "policy.next-superseded" : "policy.next-candidate")));
        if (visit.may(Permission.WRITE_POLICIES)) {
            line.add(Styled.primary(PolicyDialogs.replayVersion(shown.version()), replay));
        }
        return line;
    }

    private Component texts(PolicyVersionText content, int against) {
        String policyName = text("policy.title");
        String casesName = text("policy.cases");
        Div texts = new Div();
        if (against == WHOLE) {
            texts.add(Styled.scrolling("hf-code-box", policyName, DiffTable.whole(policyName, content.policy())));
            if (!content.cases().isEmpty()) {
                texts.add(new Details(
                        casesName,
                        Styled.scrolling("hf-code-box", casesName, DiffTable.whole(casesName, content.cases()))));
            }
            return texts;
        }
        PolicyVersionText other = client.version(visit.catalog(), policy.key(), against);
        texts.add(differences(policyName, other.policy(), content.policy(), against));
        if (!content.cases().isEmpty() || !other.cases().isEmpty()) {
            texts.add(differences(casesName, other.cases(), content.cases(), against));
        }
        return texts;
    }

    private static Component differences(String name, String old, String now, int against) {
        Paragraph heading = Styled.as(
                "hf-problem-title",
                new Paragraph(
                        text(old.equals(now) ? "policy.unchanged" : "policy.changes", name, String.valueOf(against))));
        return old.equals(now)
                ? heading
                : new Div(
                        heading,
                        Styled.scrolling(
                                "hf-code-box", name, DiffTable.between(text("policy.comparison", name), old, now)));
    }
}
