package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.CsvDownload;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines that cannot be claimed, each with its reason, to be found again in what a person gave. Of thousands the page has the
 * first ones, and a file has all.
 */
final class ProblemLines extends Div {
    private static final int SHOWN = 100;
    private static final int DIGITS = 24;

    /** Lists them under a title; nobody reads more than {@value #SHOWN}, but all can be had. */
    ProblemLines(String title, List<LineProblem> problems) {
        addClassName("hf-problem-lines");
        Span heading = new Span(title);
        heading.addClassName("hf-problem-title");
        Div head = new Div(
                heading, problems.size() > SHOWN ? download(problems) : new CopyButton(text(problems), "these lines"));
        head.addClassName("hf-inline");
        add(head);
        List<String> reasons =
                problems.stream().map(LineProblem::why).distinct().toList();
        boolean alike = reasons.size() == 1
                && problems.size() > 1
                && problems.stream().noneMatch(problem -> problem.what().isEmpty());
        if (alike) {
            add(new Paragraph(sentence(reasons.getFirst())));
        }
        Div box = new Div(table(title, problems, !alike));
        box.addClassName("hf-problem-box");
        // What scrolls must be in reach of the keyboard.
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", title);
        add(box);
        if (problems.size() > SHOWN) {
            Paragraph rest = new Paragraph("and " + Amount.of(problems.size() - SHOWN, "more line")
                    + "; the file that can be downloaded has them");
            rest.addClassName("hf-muted");
            add(rest);
        }
    }

    private static NativeTable table(String title, List<LineProblem> problems, boolean reasons) {
        NativeTable table = new NativeTable();
        table.addClassName("hf-table");
        table.getElement().setAttribute("aria-label", title);
        NativeTableRow head = table.getHead().addRow();
        boolean given = problems.stream().anyMatch(problem -> !problem.what().isEmpty());
        heading(head, "Line");
        if (given) {
            heading(head, "Given");
        }
        if (reasons) {
            heading(head, "Problem");
        }
        for (LineProblem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            NativeTableRow row = table.getBody().addRow();
            NativeTableHeaderCell line = row.addHeaderCell();
            line.setText(Integer.toString(problem.line()));
            line.getElement().setAttribute("scope", "row");
            if (given) {
                row.addDataCell().add(given(problem.what()));
            }
            if (reasons) {
                row.addDataCell().setText(sentence(problem.why()));
            }
        }
        return table;
    }

    private static void heading(NativeTableRow head, String name) {
        NativeTableHeaderCell cell = head.addHeaderCell();
        cell.setText(name);
        cell.getElement().setAttribute("scope", "col");
    }

    private static CsvDownload download(List<LineProblem> problems) {
        return new CsvDownload(
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

    private static String sentence(String why) {
        String words = Character.toUpperCase(why.charAt(0)) + why.substring(1);
        return words.endsWith(".") ? words : words + ".";
    }

    private static String text(List<LineProblem> problems) {
        return problems.stream()
                .map(problem -> problem.line() + "\t" + problem.what() + "\t" + problem.why())
                .collect(Collectors.joining("\n"));
    }
}
