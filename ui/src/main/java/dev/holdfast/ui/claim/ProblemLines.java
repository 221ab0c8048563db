package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of lines with problems, at most {@value #SHOWN}. A button copies them; if there are more, a download has all. A reason that all
 * lines share stands above the table.
 */
final class ProblemLines extends Div {
    private static final int SHOWN = 100;
    private static final int DIGITS = 24;

    static Component[] of(ClaimList list) {
        String title = text("claim.lines.title-before", list.problems().size());
        boolean none = list.problems().isEmpty();
        return none ? new Component[0] : new Component[] {new ProblemLines(title, list.problems())};
    }

    ProblemLines(String title, List<LineProblem> problems) {
        addClassName("hf-problem-lines");
        Span heading = Styled.as("hf-problem-title", new Span(title));
        add(Styled.div(
                "hf-inline",
                heading,
                problems.size() > SHOWN ? download(problems) : new CopyButton(plain(problems), text("copy.lines"))));
        List<String> reasons =
                problems.stream().map(LineProblem::reason).distinct().toList();
        boolean alike = reasons.size() == 1
                && problems.size() > 1
                && problems.stream().noneMatch(problem -> problem.value().isEmpty());
        if (alike) {
            add(new Paragraph(Clause.sentence(reasons.getFirst())));
        }
        add(Styled.scrolling("hf-problem-box", title, table(title, problems, !alike)));
        if (problems.size() > SHOWN) {
            add(Styled.note(text("claim.lines.more", problems.size() - SHOWN)));
        }
    }

    private static RowTable table(String title, List<LineProblem> problems, boolean reasons) {
        boolean hasValues =
                problems.stream().anyMatch(problem -> !problem.value().isEmpty());
        RowTable table = new RowTable(title, text("claim.lines.line"));
        if (hasValues) {
            table.column(text("claim.lines.value"));
        }
        if (reasons) {
            table.column(text("claim.lines.problem"));
        }
        for (LineProblem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            List<Component> cells = new ArrayList<>(List.of(new Span(Integer.toString(problem.line()))));
            if (hasValues) {
                cells.add(shortened(problem.value()));
            }
            if (reasons) {
                cells.add(new Span(Clause.sentence(problem.reason())));
            }
            table.getBody().add(table.of(cells));
        }
        return table;
    }

    private static FileDownload download(List<LineProblem> problems) {
        return FileDownload.table(
                text("claim.lines.download", problems.size()),
                "refused.csv",
                List.of("Line", "Value", "Problem"),
                problems.stream()
                        .map(problem -> List.of(Integer.toString(problem.line()), problem.value(), problem.reason()))
                        .toList());
    }

    private static Code shortened(String value) {
        Code code = new Code(value.length() == DeviceId.TEXT_LENGTH ? value.substring(0, DIGITS) + "…" : value);
        code.setTitle(value);
        return code;
    }

    private static String plain(List<LineProblem> problems) {
        return problems.stream()
                .map(problem -> problem.line() + "\t" + problem.value() + "\t" + problem.reason())
                .collect(Collectors.joining("\n"));
    }

    /**
     * A problem of a line.
     *
     * @param line the line number, from 1; 0 if unknown
     * @param value the device ID or text with the problem; empty if the reason contains it
     * @param reason what is wrong
     */
    record LineProblem(int line, String value, String reason) {
        private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");

        /** Returns the line problems of a problem document; empty if it has none. */
        static List<LineProblem> in(Problem problem) {
            return problem.errors().stream()
                    .filter(error -> LINE.matcher(error.field()).matches())
                    .map(error -> new LineProblem(
                            Integer.parseInt(error.field().substring("line ".length())), "", error.message()))
                    .toList();
        }
    }
}
