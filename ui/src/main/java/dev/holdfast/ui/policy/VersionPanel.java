package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.identity.Act;
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

/** One version: its text, or what differs from another one, and the next step towards its activation. */
final class VersionPanel extends Div {
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
        PolicyVersionText text = client.version(visit.catalog(), policy.key(), version);
        shown = text.version();
        int against = against(versions);
        Panel panel = new Panel(shown.title() + ", version " + shown.version());
        panel.beside(compare(versions, against), CopyButton.saying("YAML", text.policy(), "the policy's text"));
        if (visit.may(Act.WRITE_POLICIES) && policy.scope() != PolicyScope.SHIPPED) {
            panel.beside(new Anchor(
                    Links.editPolicy(visit.catalog(), policy.key(), shown.version()), "Edit as a new version"));
        }
        if (shown.state() != PolicyState.ACTIVE && policy.scope() != PolicyScope.SHIPPED) {
            panel.add(next(replay));
        }
        panel.add(texts(text, against));
        add(panel);
    }

    /** Returns the version to compare with: the address says it, else what is active, when that is another one. */
    private int against(List<Integer> versions) {
        String wanted = visit.query("against");
        int active = wanted.isEmpty() ? policy.activeVersion() : number(wanted);
        return versions.contains(active) && active != shown.version() ? active : WHOLE;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : WHOLE;
    }

    private Component compare(List<Integer> versions, int against) {
        Select<Integer> choice = new Select<>();
        choice.setAriaLabel("Compare with");
        List<Integer> others =
                versions.stream().filter(version -> version != shown.version()).toList();
        choice.setItems(Stream.concat(Stream.of(WHOLE), others.stream()).toList());
        choice.setItemLabelGenerator(version -> version == WHOLE ? "Whole text" : "Compared with version " + version);
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

    private Component next(Runnable replay) {
        Div line = Styled.div("hf-next-step");
        Paragraph words = new Paragraph(
                "It decides nothing yet. A replay shows which devices it would change, and leads to its activation.");
        if (shown.state() == PolicyState.SUPERSEDED) {
            words.setText(
                    "It decided before and does not any more. A replay shows what it would change today, and leads"
                            + " to activating it again.");
        }
        line.add(words);
        if (visit.may(Act.WRITE_POLICIES)) {
            line.add(Styled.primary("Replay version " + shown.version(), replay));
        }
        return line;
    }

    private Component texts(PolicyVersionText text, int against) {
        Div texts = new Div();
        if (against == WHOLE) {
            texts.add(Styled.scrolling("hf-code-box", "Policy", DiffTable.text("Policy", text.policy())));
            if (!text.cases().isEmpty()) {
                texts.add(new Details(
                        "Test cases",
                        Styled.scrolling("hf-code-box", "Test cases", DiffTable.text("Test cases", text.cases()))));
            }
            return texts;
        }
        PolicyVersionText other = client.version(visit.catalog(), policy.key(), against);
        texts.add(differences("Policy", other.policy(), text.policy(), against));
        if (!text.cases().isEmpty() || !other.cases().isEmpty()) {
            texts.add(differences("Test cases", other.cases(), text.cases(), against));
        }
        return texts;
    }

    private static Component differences(String name, String old, String now, int against) {
        Paragraph heading = Styled.as(
                "hf-problem-title",
                new Paragraph(
                        old.equals(now)
                                ? name + ": the same as in version " + against + "."
                                : name + ": what changed since version " + against));
        return old.equals(now)
                ? heading
                : new Div(
                        heading,
                        Styled.scrolling("hf-code-box", name, DiffTable.between(name + " compared", old, now)));
    }
}
