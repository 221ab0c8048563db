package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.holdfast.contract.operator.policy.PolicyCaseResult;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyHit;
import dev.holdfast.contract.operator.policy.PolicyProblem;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a policy check: problems with links to their lines, otherwise the result of each test case. */
final class CheckReport extends Div {
    /** Selects line {@code $0}, from 1, in the text area. */
    private static final String GO_TO_LINE = """
            const area = this.querySelector('textarea');
            const lines = area.value.split('\\n');
            const start = lines.slice(0, $0 - 1).reduce((sum, line) => sum + line.length + 1, 0);
            area.focus();
            area.setSelectionRange(start, start + (lines[$0 - 1] || '').length);
            this.scrollIntoView({block: 'nearest'});""";

    private final TextArea policy;
    private final TextArea cases;

    CheckReport(PolicyCheck check, TextArea policy, TextArea cases) {
        this.policy = policy;
        this.cases = cases;
        addClassName("hf-check");
        Outcome outcome = new Outcome();
        add(outcome);
        if (!check.problems().isEmpty()) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    text("policy-check.problems", check.problems().size()));
            add(problems(check.problems()));
            return;
        }
        long failed = check.cases().stream().filter(result -> !result.passed()).count();
        if (failed > 0) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    text("policy-check.failed", failed, check.cases().size()));
        } else {
            outcome.say(
                    Tone.AFFIRMING,
                    text("policy-check.passed", check.cases().size()),
                    untested(check.rulesWithoutCase()));
        }
        if (!check.cases().isEmpty()) {
            Details details = new Details(text("policy-check.case-results"), cases(check.cases()));
            details.setOpened(failed > 0);
            add(details);
        }
    }

    private static Component[] untested(List<String> rules) {
        return rules.isEmpty()
                ? new Component[0]
                : new Component[] {new Paragraph(text("policy-check.untested", String.join(", ", rules)))};
    }

    private Component problems(List<PolicyProblem> problems) {
        RowTable table = new RowTable(
                text("policy-check.problem-table"),
                text("policy-check.location"),
                text("policy-check.problem"),
                text("policy-check.fix"));
        for (PolicyProblem problem : problems) {
            Div description = new Div(new Span(Clause.sentence(problem.message())));
            if (problem.rule() != null) {
                Span rule = Styled.as(
                        "hf-muted", new Span(new Span(text("policy-check.rule") + " "), new Code(problem.rule())));
                description.add(rule);
            }
            description.addClassName("hf-two-lines");
            table.row(location(problem), description, RowTable.words(Clause.sentence(problem.remedy())));
        }
        return table;
    }

    private Component location(PolicyProblem problem) {
        boolean inCases = problem.text().equals("cases");
        String key = inCases ? "policy-check.cases" : "policy-check.policy";
        if (problem.line() == 0) {
            return new Span(text(key));
        }
        TextArea area = inCases ? cases : policy;
        Button go = new Button(
                text(key + "-line", String.valueOf(problem.line())),
                clicked -> area.getElement().executeJs(GO_TO_LINE, problem.line()));
        go.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        go.addClassName("hf-nowrap");
        return go;
    }

    private static Component cases(List<PolicyCaseResult> cases) {
        RowTable table = new RowTable(
                text("policy.cases"),
                text("policy-check.case"),
                text("policy-check.result"),
                text("policy-check.decision"),
                text("policy-check.rules"));
        Stream<PolicyCaseResult> failuresFirst = cases.stream().sorted(Comparator.comparing(PolicyCaseResult::passed));
        failuresFirst.forEach(result -> table.row(
                new Span(result.name()),
                result.passed()
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("policy-check.case-passed"))
                        : StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, text("policy-check.case-failed")),
                result.passed() ? new Code(result.effect()) : difference(result),
                RowTable.words(
                        result.hits().stream().map(PolicyHit::rule).distinct().collect(Collectors.joining(", ")))));
        return table;
    }

    private static Component difference(PolicyCaseResult result) {
        String difference = result.difference();
        return new Span(
                difference == null
                        ? text("policy-check.difference", result.effect(), result.expected())
                        : Clause.sentence(difference));
    }
}
