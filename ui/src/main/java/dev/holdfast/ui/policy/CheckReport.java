package dev.holdfast.ui.policy;

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
import dev.holdfast.ui.component.Amount;
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

/** What a check found: problems, each leading to its line, else what every test case came to. */
final class CheckReport extends Div {
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
                    Amount.of(check.problems().size(), "problem") + ": it cannot be saved like this.");
            add(problems(check.problems()));
            return;
        }
        long failed = check.cases().stream().filter(result -> !result.passed()).count();
        if (failed > 0) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    failed + " of " + Amount.of(check.cases().size(), "test case") + (failed == 1 ? " fails" : " fail")
                            + ": it cannot be saved like this.");
        } else {
            outcome.say(Tone.AFFIRMING, good(check), untested(check.rulesWithoutCase()));
        }
        if (!check.cases().isEmpty()) {
            Details details = new Details("What each test case came to", cases(check.cases()));
            details.setOpened(failed > 0);
            add(details);
        }
    }

    private static String good(PolicyCheck check) {
        return check.cases().isEmpty()
                ? "It compiles. It has no test cases."
                : "It compiles, and "
                        + (check.cases().size() == 1
                                ? "its test case passes."
                                : "all of its " + Amount.of(check.cases().size(), "test case") + " pass.");
    }

    private static Component[] untested(List<String> rules) {
        return rules.isEmpty()
                ? new Component[0]
                : new Component[] {
                    new Paragraph("No test case hits " + String.join(", ", rules)
                            + ". It may be saved; a case for each would show what it does.")
                };
    }

    private Component problems(List<PolicyProblem> problems) {
        RowTable table = new RowTable("Problems", "Where", "Problem", "What would do");
        for (PolicyProblem problem : problems) {
            Div what = new Div(new Span(Clause.sentence(problem.message())));
            if (problem.rule() != null) {
                Span rule = Styled.as("hf-muted", new Span(new Span("Rule "), new Code(problem.rule())));
                what.add(rule);
            }
            what.addClassName("hf-two-lines");
            table.row(where(problem), what, RowTable.words(Clause.sentence(problem.remedy())));
        }
        return table;
    }

    private Component where(PolicyProblem problem) {
        boolean inCases = problem.text().equals("cases");
        String text = inCases ? "Test cases" : "Policy";
        if (problem.line() == 0) {
            return new Span(text);
        }
        TextArea area = inCases ? cases : policy;
        Button go = new Button(
                text + ", line " + problem.line(), clicked -> area.getElement().executeJs(GO_TO_LINE, problem.line()));
        go.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        go.addClassName("hf-nowrap");
        return go;
    }

    private static Component cases(List<PolicyCaseResult> cases) {
        RowTable table = new RowTable("Test cases", "Case", "Result", "Decided", "Rules that hit");
        // What fails is what one came for.
        Stream<PolicyCaseResult> failuresFirst = cases.stream().sorted(Comparator.comparing(PolicyCaseResult::passed));
        failuresFirst.forEach(result -> table.row(
                new Span(result.name()),
                result.passed()
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Passes")
                        : StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Fails"),
                result.passed() ? new Code(result.effect()) : difference(result),
                RowTable.words(
                        result.hits().stream().map(PolicyHit::rule).distinct().collect(Collectors.joining(", ")))));
        return table;
    }

    private static Component difference(PolicyCaseResult result) {
        String difference = result.difference();
        return new Span(
                difference == null ? result.effect() + ", expected " + result.expected() : Clause.sentence(difference));
    }
}
