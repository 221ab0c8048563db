package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.component.Amount;
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
 * Lines that cannot be claimed, each with its reason, to be found again in what a person gave. Of thousands the page has the
 * first ones, and a file has all.
 */
final class ProblemLines extends Div {
    private static final int SHOWN = 100;
    private static final int DIGITS = 24;

    static Component[] of(ClaimList list) {
        String title = Amount.of(list.problems().size(), "line") + " to correct before anything is claimed";
        boolean none = list.problems().isEmpty();
        return none ? new Component[0] : new Component[] {new ProblemLines(title, list.problems())};
    }

    /** Lists them under a title; nobody reads more than {@value #SHOWN}, but all can be had. */
    ProblemLines(String title, List<LineProblem> problems) {
        addClassName("hf-problem-lines");
        Span heading = Styled.as("hf-problem-title", new Span(title));
        add(Styled.div(
                "hf-inline",
                heading,
                problems.size() > SHOWN ? download(problems) : new CopyButton(plain(problems), text("copy.lines"))));
        List<String> reasons =
                problems.stream().map(LineProblem::why).distinct().toList();
        boolean alike = reasons.size() == 1
                && problems.size() > 1
                && problems.stream().noneMatch(problem -> problem.what().isEmpty());
        if (alike) {
            add(new Paragraph(Clause.sentence(reasons.getFirst())));
        }
        add(Styled.scrolling("hf-problem-box", title, table(title, problems, !alike)));
        if (problems.size() > SHOWN) {
            add(Styled.note(text("list.more", problems.size() - SHOWN) + "; the file that can be downloaded has them"));
        }
    }

    private static RowTable table(String title, List<LineProblem> problems, boolean reasons) {
        boolean given = problems.stream().anyMatch(problem -> !problem.what().isEmpty());
        RowTable table = new RowTable(title, "Line");
        if (given) {
            table.column("Given");
        }
        if (reasons) {
            table.column("Problem");
        }
        for (LineProblem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            List<Component> cells = new ArrayList<>(List.of(new Span(Integer.toString(problem.line()))));
            if (given) {
                cells.add(given(problem.what()));
            }
            if (reasons) {
                cells.add(new Span(Clause.sentence(problem.why())));
            }
            table.getBody().add(table.of(cells));
        }
        return table;
    }

    private static FileDownload download(List<LineProblem> problems) {
        return FileDownload.table(
                "Download all " + Amount.of(problems.size(), "line"),
                "refused.csv",
                List.of("Line", "Given", "Problem"),
                problems.stream()
                        .map(problem -> List.of(Integer.toString(problem.line()), problem.what(), problem.why()))
                        .toList());
    }

    private static Code given(String what) {
        Code code = new Code(what.length() == DeviceId.TEXT_LENGTH ? what.substring(0, DIGITS) + "…" : what);
        code.setTitle(what);
        return code;
    }

    private static String plain(List<LineProblem> problems) {
        return problems.stream()
                .map(problem -> problem.line() + "\t" + problem.what() + "\t" + problem.why())
                .collect(Collectors.joining("\n"));
    }

    /**
     * What is wrong with one line that a person gave.
     *
     * @param line its number, from 1
     * @param what the device ID or the words that it is about; empty where {@code why} names them
     * @param why what is wrong
     */
    record LineProblem(int line, String what, String why) {
        private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");

        /** Returns the lines that the operator API names in a problem document; empty when it is not about lines. */
        static List<LineProblem> in(Problem problem) {
            return problem.errors().stream()
                    .filter(error -> LINE.matcher(error.field()).matches())
                    .map(error -> new LineProblem(
                            Integer.parseInt(error.field().substring("line ".length())), "", error.message()))
                    .toList();
        }
    }
}
